-- A ticket that was merged has no messages any more; whatever names it means the ticket that it was merged into. Only a
-- ticket that is not merged itself is merged into another, under locks on both, so that no circle can arise.

ALTER TABLE tickets ADD COLUMN merged_into BIGINT;
