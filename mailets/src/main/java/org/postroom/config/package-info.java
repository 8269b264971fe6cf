// SPDX-License-Identifier: Apache-2.0
/**
 * What an admin writes in {@code conf/}, read into values: {@code postroom.xml}, the templates, and a check of
 * {@code mailetcontainer.xml}, which Apache James reads itself.
 *
 * <p>{@link org.postroom.config.Configuration#read} gives one immutable value or all errors at once. Each
 * {@link org.postroom.config.ConfigurationError} says file, line, place, value, what is allowed, and the default.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Nothing falls through to a default in silence: an unknown element or attribute is an error that names the nearest
 *       known one.
 *   <li>What is known is written down once: a {@code Shape} lists the settings of an element with form and default;
 *       reading, errors, and the test that the sample shows every setting all come from it.
 *   <li>Files are read without document types and external entities, so that a configuration cannot read other files.
 * </ul>
 *
 * <p>Called by {@code wiring} at start and by {@code ./postroom check}. Knows no type of Apache James.
 */
@NullMarked
package org.postroom.config;

import org.jspecify.annotations.NullMarked;
