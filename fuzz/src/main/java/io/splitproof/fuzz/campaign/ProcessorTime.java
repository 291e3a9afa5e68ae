package io.splitproof.fuzz.campaign;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Nanoseconds this process has spent on processors, its compiler and collector included: what it
 * would have taken on one core of its own, however busy the machine was.
 */
final class ProcessorTime implements LongSupplier {

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @Override
  public long getAsLong() {
    return system.getProcessCpuTime();
  }
}
