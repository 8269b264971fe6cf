// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

/**
 * One command as it was written.
 *
 * @param verb what is to be done
 * @param argument what stands behind the word, stripped; empty for nothing
 * @param line its line in the new text, from 1
 * @param written the whole line as it was written, stripped
 */
public record Command(Verb verb, String argument, int line, String written) {}
