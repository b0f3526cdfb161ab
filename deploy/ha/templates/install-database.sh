#!/bin/sh
# As root on $name ($address), from the folder that fill.py made for it.
set -eu
cd "$$(dirname "$$0")"
export DEBIAN_FRONTEND=noninteractive
# Debian would make and start a cluster of its own; Patroni makes ours.
install -d /etc/postgresql-common
echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
apt-get install -y --no-install-recommends postgresql-15 patroni etcd-server etcd-client
systemctl stop etcd patroni
install -d -o postgres -g postgres -m 750 $etc/congvu
install -o root -g root -m 644 etc/default/etcd $etc/default/etcd
install -o postgres -g postgres -m 600 etc/patroni/config.yml $etc/patroni/config.yml
install -o postgres -g postgres -m 700 etc/congvu/post-bootstrap.sh $etc/congvu/
install -o postgres -g postgres -m 600 etc/congvu/roles.sql $etc/congvu/
systemctl enable etcd patroni
# Both wait for the other machines: run this on all of them within a few minutes.
systemctl start --no-block etcd patroni
