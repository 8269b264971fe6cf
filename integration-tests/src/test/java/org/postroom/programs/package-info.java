// SPDX-License-Identifier: Apache-2.0
/** Stories with mail programs that people have: they are started, read an agent's folders and answer. */
@NullMarked
package org.postroom.programs;

import org.jspecify.annotations.NullMarked;
