"""The machine below the office: where its state lies and which processes run.

What. The state folder, the embedded PostgreSQL, the supervisor that keeps the
database, the web server and the worker alive, the locked Python dependencies and the
system packages. It knows nothing of Django and nothing of government, so that it can
run before either is installed.
Law. None.
Words. The *home* is the state folder; a *cluster* is one PostgreSQL data folder with
its server; the *owner role* makes tables, the *app role* only uses them.
Always true. Everything that must survive lies below the home, or is named in a file
there. No process outlives its supervisor. The server that runs never owns a table.
Start reading at `supervisor.main`, then `cluster.Cluster.start`.
Not here. Migrations, health pages and the `congvu` command: `congvu.config`.
"""
