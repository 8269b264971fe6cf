-- What a held mail was found to be (as of tickets; tags with a space between them), so that it opens its ticket so when it is sent.
ALTER TABLE held_mails ADD COLUMN lang VARCHAR(8) NOT NULL DEFAULT '';
ALTER TABLE held_mails ADD COLUMN category VARCHAR(100);
ALTER TABLE held_mails ADD COLUMN priority VARCHAR(16) NOT NULL DEFAULT 'normal';
ALTER TABLE held_mails ADD COLUMN tags VARCHAR(1000) NOT NULL DEFAULT '';

-- Those that nobody sent go back after some time, and what is known of the others is forgotten then.
CREATE INDEX held_mails_by_age ON held_mails (held_at);
