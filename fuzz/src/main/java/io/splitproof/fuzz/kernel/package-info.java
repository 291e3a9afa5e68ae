/** The kernel of a user's tree as the judged: what has to be built of it, and when. */
package io.splitproof.fuzz.kernel;
