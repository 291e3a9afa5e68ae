/** Makes pages for people of what campaigns left in their folders. */
package io.splitproof.fuzz.report;
