#!/bin/sh
# Puts the public portal on this server, beside an installed office (../install.sh), or
# brings it to this version: the same command, as root.
#
#   ./install.sh --name cong.tinh.gov.vn
#
# --name  the portal's own name, another than the office's: cookies stay apart
set -eu
umask 022
cd "$(dirname "$0")"
name=
while [ $# -gt 0 ]; do
    case $1 in
    --name) name=$2; shift 2 ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
    esac
done
say() { printf '%s\n' "$*"; }
refuse() { say "$*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || refuse "Hãy chạy bằng quyền root."
case $name in "" | *[!A-Za-z0-9.-]*) refuse "Thiếu tên của cổng: --name cong.tinh.gov.vn" ;; esac
[ -e /opt/congvu/current ] || refuse "Máy này chưa có văn phòng: cài deploy/install.sh trước."
! grep -q "^CONGVU_HOSTS=\"[^\"]*\b$name\b" /etc/congvu/office.env ||
    refuse "Cổng cần tên riêng, khác tên của văn phòng."
release=/opt/congvu/current
home=/var/lib/congvu-portal

# 1. A user of its own, who reads what the office lays out for the portal and no more.
say "1/4 Người dùng, thư mục…"
command -v setfacl >/dev/null ||
    refuse "Máy này thiếu gói acl: nâng cấp văn phòng bằng bộ cài mới, hoặc apt-get install acl."
id congvu-portal >/dev/null 2>&1 ||
    useradd --system --home-dir $home --shell /usr/sbin/nologin congvu-portal
install -d -o congvu-portal -g congvu-portal -m 700 $home
chmod 711 /var/lib/congvu
for folder in portal static; do
    install -d -o congvu -g congvu -m 700 /var/lib/congvu/$folder
    setfacl -R -m u:congvu-portal:rX -m d:u:congvu-portal:rX /var/lib/congvu/$folder
    ln -sfn /var/lib/congvu/$folder $home/$folder
done
if [ ! -e /etc/congvu/portal.env ]; then
    install -o root -g congvu-portal -m 640 /dev/null /etc/congvu/portal.env
    sed "s/@NAME@/$name/g" portal.env >/etc/congvu/portal.env
fi
# Where the office's pages lead to, and which visits it counts; yours from then on.
while read -r line; do
    grep -q "^${line%%=*}=" /etc/congvu/office.env || echo "$line" >>/etc/congvu/office.env
done <<END
CONGVU_PORTAL_URL="https://$name"
CONGVU_PORTAL_PORT="8010"
CONGVU_PORTAL_VISITS="/var/log/nginx/congvu-portal.visits"
END

# 2. Its role of the database, which the user of this name may be and nobody else.
say "2/4 Cơ sở dữ liệu…"
rules=/etc/postgresql/15/main/pg_hba.conf
if ! grep -q congvu_portal $rules; then
    fresh=$(mktemp)
    { printf 'local congvu congvu_portal peer map=congvu_portal\n'; cat $rules; } >"$fresh"
    cat "$fresh" >$rules
    rm "$fresh"
    echo 'congvu_portal congvu-portal congvu_portal' >>/etc/postgresql/15/main/pg_ident.conf
    systemctl reload postgresql
fi
(cd / && runuser -u postgres -- psql -q -v ON_ERROR_STOP=1) <database.sql
congvu grant-runtime

# 3. nginx in front: it keeps pages, counts visits and slows down floods.
say "3/4 nginx…"
if [ ! -e /etc/congvu/tls/portal.pem ]; then
    openssl req -x509 -newkey rsa:3072 -nodes -days 825 -subj "/CN=$name" \
        -addext "subjectAltName=DNS:$name" -keyout /etc/congvu/tls/portal.key \
        -out /etc/congvu/tls/portal.pem 2>/dev/null
    chmod 640 /etc/congvu/tls/portal.key
    chgrp www-data /etc/congvu/tls/portal.key
fi
[ -e /var/log/nginx/congvu-portal.visits ] ||
    install -o www-data -g congvu -m 640 /dev/null /var/log/nginx/congvu-portal.visits
setfacl -m u:congvu:x /var/log/nginx
install -m 644 logrotate /etc/logrotate.d/congvu-portal
install -m 644 proxy.conf /etc/nginx/snippets/congvu-portal-proxy.conf
if [ ! -e /etc/nginx/sites-available/congvu-portal ]; then
    sed "s/@NAME@/$name/g" nginx >/etc/nginx/sites-available/congvu-portal
    ln -sf ../sites-available/congvu-portal /etc/nginx/sites-enabled/congvu-portal
fi
nginx -q -t || refuse "nginx không nhận cấu hình /etc/nginx/sites-available/congvu-portal."

# 4. Its service.
say "4/4 Chạy…"
install -m 644 congvu-portal.service /etc/systemd/system/congvu-portal.service
systemctl daemon-reload
systemctl restart congvu-web congvu-worker  # they read the settings anew
systemctl enable --quiet congvu-portal
systemctl restart congvu-portal
systemctl reload nginx
congvu portal sites  # else the first ones come with the night
say "Mở: https://$name/"
