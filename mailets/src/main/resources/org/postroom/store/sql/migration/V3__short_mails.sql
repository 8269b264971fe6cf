-- The bytes of a short mail lie in its row of the queue; longer ones in queue_sources under the same key, written before it.
-- Keys come from a sequence, above all that queue_sources has given.

CREATE SEQUENCE queue_mail_key AS BIGINT START WITH 1000000000000;

ALTER TABLE queue_mails DROP CONSTRAINT queue_mails_source;
ALTER TABLE queue_mails ADD COLUMN source ${blob};
