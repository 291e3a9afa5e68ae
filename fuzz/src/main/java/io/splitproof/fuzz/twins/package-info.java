/** Two systems that should do the same: their announcements compared, word by word. */
package io.splitproof.fuzz.twins;
