/**
 * Files that survive what happens to a long campaign: a kill, a full disk, another campaign.
 *
 * <ul>
 *   <li>{@link io.splitproof.fuzz.store.WholeFiles}: {@code write(file, content)} and {@code
 *       writeFolder(folder, filling)} write whole or not at all; {@code sweep(folder)} at the start
 *       removes what a killed process left unfinished.
 *   <li>{@link io.splitproof.fuzz.store.FolderLock}: {@code take(folder)}, and {@code release()} in
 *       a {@code finally}, keep a folder to one process; who comes second gets a {@link
 *       io.splitproof.fuzz.store.FolderInUseException} whose message is the line for the user.
 *   <li>{@link io.splitproof.fuzz.store.ContentName}: files named after their content, so that a
 *       damaged one shows.
 *   <li>{@link io.splitproof.fuzz.store.ProgramFolder}: a corpus folder: its format version, its
 *       damaged files put aside, programs added.
 * </ul>
 */
package io.splitproof.fuzz.store;
