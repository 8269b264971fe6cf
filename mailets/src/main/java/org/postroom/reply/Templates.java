// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import org.postroom.desk.Desk;
import org.postroom.desk.Language;
import org.postroom.desk.Template;

/** Finds the wording of a desk's acknowledgements; implemented by the configuration. */
@FunctionalInterface
public interface Templates {

    /**
     * The template for a customer.
     *
     * @param desk the desk
     * @param language a language that the desk has
     * @return the template
     */
    Template of(Desk desk, Language language);
}
