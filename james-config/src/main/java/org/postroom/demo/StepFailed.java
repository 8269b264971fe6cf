// SPDX-License-Identifier: Apache-2.0
package org.postroom.demo;

/** A step of the demonstration that was not seen to happen. The message begins with the step's name. */
public final class StepFailed extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Says which step and why.
     *
     * @param step the step's name
     * @param why what was expected and what was seen
     */
    public StepFailed(String step, String why) {
        super(step + ": " + why);
    }

    /**
     * Says which step failed by what.
     *
     * @param step the step's name
     * @param cause what went wrong
     */
    public StepFailed(String step, Exception cause) {
        super(step + ": " + cause.getMessage(), cause);
    }
}
