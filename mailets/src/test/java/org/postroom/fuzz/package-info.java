// SPDX-License-Identifier: Apache-2.0
/**
 * What must hold for every reader of bytes from outside, whatever the bytes: {@link org.postroom.fuzz.Property} lists it.
 * {@link org.postroom.fuzz.PropertiesTest} holds it against kept and changed mails at each build, {@link org.postroom.fuzz.Fuzz}
 * lets Jazzer look for inputs that break it.
 */
@org.jspecify.annotations.NullMarked
package org.postroom.fuzz;
