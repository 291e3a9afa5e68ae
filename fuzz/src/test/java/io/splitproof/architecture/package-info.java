/** What holds for the project as a whole: the arrows between its parts, its style, its README. */
package io.splitproof.architecture;
