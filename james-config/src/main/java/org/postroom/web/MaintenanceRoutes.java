// SPDX-License-Identifier: Apache-2.0
package org.postroom.web;

import java.util.Map;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.webadmin.Routes;
import org.postroom.search.IndexKeeper;
import org.postroom.web.Answers.Refusal;
import spark.Service;

/** Runs failed mails again and makes the index anew: {@code /postroom/retry}, {@code /postroom/reindex}. */
public final class MaintenanceRoutes implements Routes {

    private final FailedMails failedMails;
    private final IndexKeeper indexKeeper;

    /**
     * Takes what it asks.
     *
     * @param failedMails mails that a step failed on
     * @param indexKeeper the index
     */
    @Inject
    public MaintenanceRoutes(FailedMails failedMails, IndexKeeper indexKeeper) {
        this.failedMails = failedMails;
        this.indexKeeper = indexKeeper;
    }

    @Override
    public String getBasePath() {
        return "/postroom/retry";
    }

    @Override
    public void define(Service service) {
        service.post("/postroom/retry", Answers.json((request, response) -> retry()));
        service.post(
                "/postroom/reindex", Answers.json((request, response) -> Map.of("messages", indexKeeper.rebuild())));
    }

    private Map<String, Object> retry() throws Refusal {
        try {
            return Map.of("mails", failedMails.retry());
        } catch (MessagingException e) {
            throw new Refusal(409, "the mails could not be run again, and are still kept: " + e.getMessage());
        }
    }
}
