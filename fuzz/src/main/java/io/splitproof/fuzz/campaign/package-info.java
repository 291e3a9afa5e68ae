/**
 * Campaigns: Jazzer's engine in worker processes, what guides it, and what becomes of findings.
 *
 * <p>A {@link io.splitproof.fuzz.campaign.Campaign} starts workers and reads what they report. A
 * worker runs Jazzer's libFuzzer over programs in bytes, changes them operation by operation, shows
 * the engine an abstraction of the page tables, and writes findings to folders.
 */
package io.splitproof.fuzz.campaign;
