package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Descriptor;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DescriptorKindTest {

  private static final long LEAF = Descriptor.INNER_SHAREABLE | Descriptor.ACCESS_FLAG;

  @Property
  void everyDescriptorHasAKind(@ForAll long descriptor) {
    int kind = DescriptorKind.of(descriptor);
    assertTrue(kind >= 0 && kind < DescriptorKind.COUNT);
    assertFalse(DescriptorKind.isValidLeaf(kind) && DescriptorKind.isInvalidLeaf(kind));
  }

  @Test
  void whatMattersTellsLeavesApart() {
    Set<Integer> kinds = new HashSet<>();
    kinds.add(DescriptorKind.of(0));
    kinds.add(DescriptorKind.of(0x40000000L | Descriptor.TYPE_MASK));
    for (long size : new long[] {0, Descriptor.TABLE_OR_PAGE}) {
      for (long mark : new long[] {0, Descriptor.CONTIGUOUS}) {
        for (long readOnly : new long[] {0, Descriptor.READ_ONLY}) {
          for (long never : new long[] {0, Descriptor.PXN}) {
            kinds.add(
                DescriptorKind.of(LEAF | Descriptor.VALID | size | mark | readOnly | never));
          }
        }
        kinds.add(DescriptorKind.of(LEAF | size | mark));
        kinds.add(DescriptorKind.of(LEAF | size | mark | Descriptor.PRESENT_INVALID));
      }
    }
    assertEquals(DescriptorKind.COUNT, kinds.size());
  }
}
