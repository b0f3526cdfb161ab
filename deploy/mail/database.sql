-- Run by postgres at every installation of mail; repeating it changes nothing.
SET client_min_messages = warning;
SET password_encryption = 'scram-sha-256';
SELECT 'CREATE ROLE congvu_mail LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'congvu_mail') \gexec
SELECT 'CREATE ROLE congvu_webmail LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'congvu_webmail') \gexec
ALTER ROLE congvu_mail PASSWORD :'reader';
ALTER ROLE congvu_webmail PASSWORD :'webmail';
SELECT 'CREATE DATABASE congvu_webmail OWNER congvu_webmail TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C.UTF-8'''
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'congvu_webmail') \gexec
REVOKE CONNECT, TEMPORARY ON DATABASE congvu_webmail FROM PUBLIC;
GRANT CONNECT ON DATABASE congvu TO congvu_mail;
\connect congvu
SET client_min_messages = warning;
GRANT USAGE ON SCHEMA mail TO congvu_mail;
GRANT SELECT ON mail.domains, mail.boxes, mail.aliases, mail.senders, mail.on_behalf,
    mail.readers, mail.app_passwords, mail.vacations TO congvu_mail;
GRANT EXECUTE ON FUNCTION mail.used(text) TO congvu_mail;
