/**
 * A user's own kernel as the judged: an executor built from the C files of a Linux tree runs in a
 * process of its own and says what it does, and a machine here passes it on.
 */
package io.splitproof.impl.kernel;
