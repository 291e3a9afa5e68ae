package io.splitproof.fuzz.conform;

import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;

/** What a replay needs of a judge. */
interface Verdicts {

  /** Agrees with everything. */
  Verdicts NONE =
      new Verdicts() {
        @Override
        public MachineEvents events() {
          return MachineEvents.NONE;
        }

        @Override
        public String attach(Machine machine) {
          return null;
        }

        @Override
        public String objection(Operation operation) {
          return null;
        }

        @Override
        public void expect(Operation operation) {}

        @Override
        public String judge(Outcome outcome) {
          return null;
        }

        @Override
        public String audit() {
          return null;
        }
      };

  /** Who listens to the machine. */
  MachineEvents events();

  /** Judges the booted machine; {@code null} if it agrees. */
  String attach(Machine machine);

  /** Why a well-behaved client would not do this; {@code null} if it would. */
  String objection(Operation operation);

  /** What comes next. */
  void expect(Operation operation);

  /**
   * How it ended; {@code null} if the judge agrees. Where it disagreed with the result alone, it
   * may be told again what would have been right, to go on from there.
   */
  String judge(Outcome outcome);

  /** Judges everything at the end; {@code null} if the judge agrees. */
  String audit();
}
