-- Run by postgres at every installation; repeating it changes nothing.
SET client_min_messages = warning;
SELECT 'CREATE ROLE congvu_app LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'congvu_app') \gexec
SELECT 'CREATE ROLE congvu_owner LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'congvu_owner') \gexec
SELECT 'CREATE ROLE congvu_mail LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'congvu_mail') \gexec
SET password_encryption = 'scram-sha-256';
ALTER ROLE congvu_owner PASSWORD :'secret';
SELECT 'CREATE DATABASE congvu OWNER congvu_owner TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C.UTF-8'''
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'congvu') \gexec
REVOKE CONNECT, TEMPORARY ON DATABASE congvu FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE congvu TO congvu_app;
GRANT CONNECT ON DATABASE congvu TO congvu_mail;
\connect congvu
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
