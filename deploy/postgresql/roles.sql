-- The place of one service in a cluster: its database and its three roles (docs/decisions/storage.md). Safe to repeat;
-- a new password is a password changed. Run as a role that may create both:
--   LINLI_OWNER_PASSWORD=... LINLI_APP_PASSWORD=... LINLI_WORK_PASSWORD=... psql -v service=grids -f roles.sql
\set ON_ERROR_STOP on
\getenv owner_password LINLI_OWNER_PASSWORD
\getenv app_password LINLI_APP_PASSWORD
\getenv work_password LINLI_WORK_PASSWORD
SET client_min_messages = warning;
SET log_statement = 'none'; -- a password is in nobody's log

SELECT format('CREATE ROLE %I', :'service' || '_' || role)
FROM (VALUES ('owner'), ('app'), ('work')) AS roles (role)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'service' || '_' || role) \gexec

-- Only migrations come as the owner, who alone goes past row-level security.
SELECT format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION %s PASSWORD %L',
              :'service' || '_' || role, rights, password)
FROM (VALUES ('owner', 'BYPASSRLS', :'owner_password'),
             ('app', 'NOBYPASSRLS', :'app_password'),
             ('work', 'NOBYPASSRLS', :'work_password')) AS roles (role, rights, password) \gexec

SELECT format('CREATE DATABASE %I OWNER %I TEMPLATE template0 ENCODING ''UTF8''', :'service', :'service' || '_owner')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service') \gexec

SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', :'service') \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', :'service', :'service' || '_' || role)
FROM (VALUES ('owner'), ('app'), ('work')) AS roles (role) \gexec
