package io.splitproof.architecture.wrong.oracle.arch;

import io.splitproof.architecture.wrong.oracle.contract.AsksTheReference;

record LooksUp(AsksTheReference contract) {}
