/** Classes that each break one rule of the architecture, to show that the rule can fail. */
package io.splitproof.architecture.wrong;
