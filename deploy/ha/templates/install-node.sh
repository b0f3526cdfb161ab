#!/bin/sh
# As root on $name ($address), from the folder that fill.py made for it. Before it:
# the clone in $code with `make extras`, and the certificate that HAProxy is to show.
set -eu
cd "$$(dirname "$$0")"
export DEBIAN_FRONTEND=noninteractive
apt-get install -y --no-install-recommends haproxy pgbouncer
id congvu >/dev/null 2>&1 || useradd --system --home-dir $home congvu
install -d -o congvu -g congvu -m 700 $home
for folder in $shared_folders; do
    install -d -o congvu -g congvu -m 700 "$shared/$$folder"
    [ -e "$home/$$folder" ] || ln -s "$shared/$$folder" "$home/$$folder"
done
install -d -o root -g congvu -m 750 $etc/congvu
for file in office.env web.env worker.env setup.env; do
    install -o root -g congvu -m 640 "etc/congvu/$$file" "$etc/congvu/$$file"
done
install -o root -g haproxy -m 640 etc/haproxy/haproxy.cfg $etc/haproxy/haproxy.cfg
install -o postgres -g postgres -m 600 etc/pgbouncer/pgbouncer.ini $etc/pgbouncer/
install -o postgres -g postgres -m 600 etc/pgbouncer/userlist.txt $etc/pgbouncer/
install -m 644 etc/systemd/system/congvu-web.service $etc/systemd/system/
install -m 644 etc/systemd/system/congvu-worker.service $etc/systemd/system/
systemctl daemon-reload
systemctl enable --now haproxy pgbouncer
systemctl restart haproxy pgbouncer
runuser -u congvu -- sh -c 'set -a; . $etc/congvu/office.env; . $etc/congvu/setup.env;
    exec $code/.venv/bin/python -m congvu.config.cli setup'
systemctl enable --now congvu-web congvu-worker
