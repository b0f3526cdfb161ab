#!/bin/sh
# Puts the office's mail on this server, beside an installed office (../install.sh), or
# brings it to this version: the same command, as root.
#
#   ./install.sh --host thu.tinh.gov.vn [--relay '[smarthost]:587'] [--web thu.tinh.gov.vn]
#
# --host   the mail server's own name: its MX record and its certificate say the same
# --relay  where letters to others go; not given: straight to their servers
# --web    the name under which web mail is opened; not given: the same as --host
set -eu
umask 022
cd "$(dirname "$0")"
host= relay= web=
while [ $# -gt 0 ]; do
    case $1 in
    --host) host=$2; shift 2 ;;
    --relay) relay=$2; shift 2 ;;
    --web) web=$2; shift 2 ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
    esac
done
say() { printf '%s\n' "$*"; }
refuse() { say "$*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || refuse "Hãy chạy bằng quyền root."
[ -n "$host" ] || refuse "Thiếu tên máy chủ thư: --host thu.tinh.gov.vn"
web=${web:-$host}
for name in "$host" "$web"; do
    case $name in *[!A-Za-z0-9.-]* | *.*.) refuse "Tên máy không hợp lệ: $name" ;; esac
done
[ -e /opt/congvu/current ] || refuse "Máy này chưa có văn phòng: cài deploy/install.sh trước."
release=/opt/congvu/current
place=/var/lib/congvu-mail

# 1. Debian's packages. Nothing of theirs answers before our configuration is there.
say "1/5 Cài các gói Debian…"
export DEBIAN_FRONTEND=noninteractive
wanted="postfix postfix-pgsql dovecot-imapd dovecot-lmtpd dovecot-pgsql dovecot-sieve
    opendkim rspamd roundcube-core roundcube-pgsql roundcube-plugins php-cli php-fpm php-pgsql"
lacking=
for name in $wanted; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' ||
        lacking="$lacking $name"
done
[ -z "$lacking" ] || apt-get -q -y --no-install-recommends install $lacking ||
    refuse "Không cài được:$lacking. Máy không có Internet thì thêm kho gói Debian 12."

# 2. Whose the letters are, the folders, the log that postlogd only opens.
say "2/5 Người dùng, thư mục…"
id vmail >/dev/null 2>&1 ||
    useradd --system --home-dir $place/boxes --shell /usr/sbin/nologin vmail
install -d -m 711 $place
install -d -m 755 /var/log/congvu-mail
for log in mail dovecot; do
    [ -e /var/log/congvu-mail/$log.log ] ||
        install -o root -g congvu -m 640 /dev/null /var/log/congvu-mail/$log.log
done
install -m 644 logrotate /etc/logrotate.d/congvu-mail
for folder in postfix dovecot; do  # as Debian had it, once
    [ -e /etc/$folder.before-congvu ] || cp -a /etc/$folder /etc/$folder.before-congvu
done

# 3. A role that reads the views of mail and nothing else; a database for web mail.
say "3/5 Cơ sở dữ liệu…"
secret() {  # made once
    [ -e "$place/$1.secret" ] || (umask 077; openssl rand -hex 24 >"$place/$1.secret")
    cat "$place/$1.secret"
}
reader=$(secret database) webmail=$(secret web)
rules=/etc/postgresql/15/main/pg_hba.conf
if ! grep -q congvu_mail $rules; then
    fresh=$(mktemp)
    { printf 'host congvu congvu_mail 127.0.0.1/32 scram-sha-256\n'
      printf 'host congvu_webmail congvu_webmail 127.0.0.1/32 scram-sha-256\n'
      cat $rules; } >"$fresh"
    cat "$fresh" >$rules
    rm "$fresh"
    systemctl reload postgresql
fi
words() {  # not on a command line, which everybody on the machine sees
    printf "\\\\set %s '%s'\n" reader "$reader" webmail "$webmail"
    cat database.sql
}
words | (cd / && runuser -u postgres -- psql -q -v ON_ERROR_STOP=1)
(cd / && runuser -u postgres -- psql -Atq congvu_webmail -c \
    "SELECT to_regclass('users') IS NULL" | grep -q t &&
    PGPASSWORD=$webmail psql -q -h 127.0.0.1 -U congvu_webmail congvu_webmail \
        -f /usr/share/roundcube/SQL/postgres.initial.sql) || :

# 4. The configuration, by the same writer as `make mail`.
say "4/5 Cấu hình…"
# How the office reads its seats' letters and sends its own; yours from then on.
grep -q CONGVU_MAILBOX_URL /etc/congvu/office.env || cat >>/etc/congvu/office.env <<END

# The mail servers on this machine (deploy/mail).
CONGVU_SMTP_URL="smtp://127.0.0.1:2526"
CONGVU_MAILBOX_URL="imap://127.0.0.1:143"
CONGVU_MAILBOX_MASTER="van-phong"
CONGVU_MAILBOX_SECRET="$(secret master)"
CONGVU_MAILBOX_SERVER="$host"
CONGVU_MAILLOG="/var/log/congvu-mail/mail.log"
CONGVU_MAIL_LOGIN_LOG="/var/log/congvu-mail/dovecot.log"
END
set -a
. /etc/congvu/office.env
DATABASE_MAIL_URL="postgresql://congvu_mail:$reader@127.0.0.1:5432/congvu"
CONGVU_MAIL_WEB_DATABASE="pgsql://congvu_webmail:$webmail@127.0.0.1/congvu_webmail"
CONGVU_MAIL_WEB="https://$web/"
set +a
"$release/.venv/bin/python" -m congvu.machine.mail write --host "$host" --relay "$relay"
install -m 644 congvu-mail.service /etc/systemd/system/congvu-mail.service
ln -sfn $place/opendkim.conf /etc/opendkim.conf
# Debian's Rspamd and its rules, with our settings for its own.
install -d -m 755 /etc/systemd/system/rspamd.service.d
install -m 644 rspamd.conf /etc/systemd/system/rspamd.service.d/congvu.conf
if [ ! -e /etc/nginx/sites-available/congvu-mail ]; then
    sed "s/@NAME@/$web/g" nginx >/etc/nginx/sites-available/congvu-mail
    ln -sf ../sites-available/congvu-mail /etc/nginx/sites-enabled/congvu-mail
fi
install -m 640 php-fpm.conf /etc/php/8.2/fpm/pool.d/congvu-mail.conf

# 5. Debian's own units run it.
say "5/5 Chạy…"
systemctl daemon-reload
nginx -q -t || refuse "nginx không nhận cấu hình /etc/nginx/sites-available/congvu-mail."
systemctl enable --quiet postfix dovecot opendkim rspamd congvu-mail php8.2-fpm
systemctl restart opendkim rspamd congvu-mail dovecot postfix php8.2-fpm
systemctl reload nginx
systemctl restart congvu-web congvu-worker  # they read the settings anew
say ""
say "Đặt các bản ghi sau ở DNS, rồi chạy lại: congvu mail check"
congvu mail dns
