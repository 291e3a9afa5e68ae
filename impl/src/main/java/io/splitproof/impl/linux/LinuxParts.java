package io.splitproof.impl.linux;

/** The parts of one booted kernel that operations are handed to. */
record LinuxParts(
    Boot boot,
    LeafSplitter splitter,
    PageAttributes attributes,
    Blocks blocks,
    Frames frames,
    AreaSpace space,
    Areas areas,
    SetMemory setMemory,
    Hotplug hotplug,
    KfencePool kfence,
    Realm realm,
    Mmu mmu) {}
