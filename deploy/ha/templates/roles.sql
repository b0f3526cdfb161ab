-- The office runs as congvu_app, which cannot change what congvu_owner made.
CREATE ROLE congvu_owner LOGIN PASSWORD '$owner_password';
CREATE ROLE congvu_app LOGIN PASSWORD '$app_password';
CREATE DATABASE congvu OWNER congvu_owner;
\connect congvu
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
