-- Run by postgres at every installation of the portal; repeating it changes nothing.
-- What the role may read is given table by table: congvu/config/portal_rights.py.
SET client_min_messages = warning;
SELECT 'CREATE ROLE congvu_portal LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'congvu_portal') \gexec
ALTER ROLE congvu_portal CONNECTION LIMIT 12;
ALTER ROLE congvu_portal SET statement_timeout = '5s';
ALTER ROLE congvu_portal SET lock_timeout = '2s';
ALTER ROLE congvu_portal SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE congvu_portal SET temp_file_limit = '64MB';
GRANT CONNECT ON DATABASE congvu TO congvu_portal;
