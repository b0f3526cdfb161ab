#!/bin/sh
# Installs the office on a bare Debian 12, or brings an installed one to this version:
# the same command, as root, in the unpacked bundle, without Internet.
#
#   ./install.sh [--name congvu.xa.gov.vn] [--with-ocr] [--restore FOLDER [KEY-FILE]]
#
# --name      what people type; the machine's own name if not given (first time only)
# --with-ocr  reading of scans, Word to PDF: 200 MB more; an upgrade keeps it unasked
# --restore   begin with the newest copy that `congvu backup` left there, not empty
set -eu
umask 022
from=$PWD
cd "$(dirname "$0")"
bundle=$PWD
name=$(hostname -f 2>/dev/null || hostname)
parts=run
copy=
key=
while [ $# -gt 0 ]; do
    case $1 in
    --name) name=$2; shift 2 ;;
    --with-ocr) parts=extras; shift ;;
    --restore)
        copy=$(cd "$from" && realpath -- "$2"); shift 2
        case ${1:-} in "" | --*) ;; *) key=$(cd "$from" && realpath -- "$1"); shift ;; esac ;;
    *) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 2 ;;
    esac
done
case $name in *[!A-Za-z0-9.-]*) echo "Tên máy không hợp lệ: $name" >&2; exit 2 ;; esac
say() { printf '%s\n' "$*"; }
refuse() { say "$*" >&2; exit 1; }
# All of a folder, by the office's own user.
readable() { [ -z "$(cd / && runuser -u congvu -- find "$1" ! -readable 2>&1 | head -n 1)" ]; }

# As it was before or as it is now, whatever happens to the power: with an empty
# /usr/local/bin/congvu no boot could put a broken-off upgrade right.
lay() { install -D -m "$1" "$2" "$3.new"; sync "$3.new"; mv "$3.new" "$3"; }

# 1. The right machine, and not a byte of the bundle changed on its way.
[ "$(id -u)" = 0 ] || refuse "Hãy chạy bằng quyền root: sudo ./install.sh"
. /etc/os-release
[ "${VERSION_ID:-}" = 12 ] || refuse "Bộ cài này dành cho Debian 12, máy này là ${PRETTY_NAME:-khác}."
if [ -n "$copy" ]; then
    [ -d "$copy" ] || refuse "Không có thư mục sao lưu $copy."
    [ ! -e /opt/congvu/current ] || refuse "Máy này đã có văn phòng: --restore chỉ dành cho máy chưa cài."
fi
say "1/6 Đối chiếu mã băm…"
sha256sum --check --quiet --strict SHA256SUMS ||
    refuse "Có tệp thiếu hoặc đã bị thay đổi (xem trên). Chép lại bộ cài; chưa cài gì cả."
version=$(cat VERSION)

# 2. Debian's packages, from the bundle alone; apt takes what this machine lacks.
say "2/6 Cài các gói Debian…"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial"
wanted="postgresql-15 nginx openssl logrotate python3.11-venv ca-certificates tzdata acl
    fonts-liberation2 fonts-noto-core"
[ ! -e /opt/congvu/current/.venv/congvu-ocr ] || parts=extras
if [ $parts = extras ]; then
    [ -d debs-ocr ] || command -v tesseract >/dev/null || refuse "Bộ cài này không có phần nhận dạng chữ (make bundle)."
    wanted="$wanted tesseract-ocr tesseract-ocr-vie ghostscript unpaper pngquant
        libreoffice-writer-nogui poppler-utils"
fi
# By links, because a folder on a USB stick may have a name with spaces.
for folder in debs debs-ocr; do
    [ ! -d $folder ] || { ln -s "$bundle/$folder" "$work/$folder"
        echo "deb [trusted=yes] file:$work/$folder ./" >>"$work/sources.list"; }
done
own="-oDir::Etc::SourceList=$work/sources.list -oDir::Etc::SourceParts=/dev/null
    -oDir::State::Lists=$work/lists -oAPT::Sandbox::User=root"
export DEBIAN_FRONTEND=noninteractive
{ apt-get -q $own update &&
    apt-get -q -y $own --no-install-recommends install $wanted; } >"$work/apt.log" 2>&1 ||
    { tail -n 20 "$work/apt.log"; refuse "Không cài được các gói Debian."; }

# 3. This version beside the others; nothing that runs is touched.
say "3/6 Đặt phiên bản $version…"
release=/opt/congvu/releases/$version
if [ ! -e "$release/.complete" ]; then
    rm -rf "$release"
    mkdir -p /opt/congvu/releases
    cp -R product "$release"
    (cd "$release" && PIP_NO_INDEX=1 PIP_FIND_LINKS="$bundle/wheels" PIP_NO_CACHE_DIR=1 \
        python3.11 -m congvu.machine.install $parts)
    "$release/.venv/bin/python" -m compileall -q "$release/congvu"
    # After a power cut the mark must not be there without what it stands for.
    sync -f "$release"
    : >"$release/.complete"
fi
lay 755 "$release/deploy/congvu" /usr/local/bin/congvu

# 4. The office's own user, folders, settings; what is there already stays as it is.
say "4/6 Người dùng, thư mục, cấu hình…"
id congvu >/dev/null 2>&1 ||
    useradd --system --home-dir /var/lib/congvu --shell /usr/sbin/nologin congvu
install -d -o congvu -g congvu -m 700 /var/lib/congvu /var/backups/congvu /srv/congvu
install -d -m 755 /etc/congvu
install -d -m 755 /etc/congvu/tls
if [ ! -e /etc/congvu/office.env ]; then
    # It may come to hold passwords (mail, directory): root and the office read it.
    install -o root -g congvu -m 640 /dev/null /etc/congvu/office.env
    sed "s/@NAME@/$name/g" "$release/deploy/office.env" >/etc/congvu/office.env
fi
if [ ! -e /etc/congvu/owner.env ]; then
    (umask 077; echo "DATABASE_OWNER_URL=\"postgresql://congvu_owner:$(openssl rand -hex 24)@/congvu?host=/run/postgresql\"" >/etc/congvu/owner.env)
fi
if [ ! -e /etc/congvu/tls/office.pem ]; then
    openssl req -x509 -newkey rsa:3072 -nodes -days 825 -subj "/CN=$name" \
        -addext "subjectAltName=DNS:$name" -keyout /etc/congvu/tls/office.key \
        -out /etc/congvu/tls/office.pem 2>/dev/null
    chmod 644 /etc/congvu/tls/office.pem
    chmod 640 /etc/congvu/tls/office.key
    chgrp www-data /etc/congvu/tls/office.key
fi
# Once only: what stands here is yours from then on.
if [ ! -e /etc/nginx/sites-available/congvu ]; then
    sed "s/@NAME@/$name/g" "$release/deploy/nginx/congvu" >/etc/nginx/sites-available/congvu
    ln -sf ../sites-available/congvu /etc/nginx/sites-enabled/congvu
    rm -f /etc/nginx/sites-enabled/default
fi
lay 644 "$release/deploy/nginx/congvu-proxy.conf" /etc/nginx/snippets/congvu-proxy.conf
lay 644 "$release/deploy/journald.conf" /etc/systemd/journald.conf.d/congvu.conf

# 5. Two roles in the machine's PostgreSQL: who runs the office does not own its tables.
say "5/6 Cơ sở dữ liệu…"
systemctl start postgresql
rules=/etc/postgresql/15/main/pg_hba.conf
if ! grep -q congvu_owner $rules; then
    fresh=$(mktemp)
    { printf 'local congvu congvu_app peer map=congvu\nlocal congvu congvu_owner scram-sha-256\n'
      cat $rules; } >"$fresh"
    cat "$fresh" >$rules
    rm "$fresh"
    echo 'congvu congvu congvu_app' >>/etc/postgresql/15/main/pg_ident.conf
    systemctl reload postgresql
fi
secret=$(sed -n 's/.*congvu_owner:\([^@]*\)@.*/\1/p' /etc/congvu/owner.env)
words() {  # not on a command line, which everybody on the machine sees
    printf "\\\\set secret '%s'\n" "$secret"
    cat "$release/deploy/database.sql"
}
words | (cd / && runuser -u postgres -- psql -q -v ON_ERROR_STOP=1)

# 6. The first time set up and start; else upgrade, with a backup first.
systemctl enable --quiet postgresql nginx
if [ -e /opt/congvu/current ] || [ -e /opt/congvu/upgrade.json ]; then
    say "6/6 Nâng cấp…"
    CONGVU_RELEASE="$release" congvu upgrade
else
    say "6/6 Thiết lập lần đầu (vài phút)…"
    if [ -n "$copy" ]; then
        # It comes from a machine where the user's number was another.
        readable "$copy" || chown -R congvu: "$copy" 2>/dev/null || :
        readable "$copy" || refuse "Người dùng congvu không đọc được $copy. Chép thư mục ấy vào /srv/congvu rồi chạy lại: --restore /srv/congvu/…"
        CONGVU_RELEASE="$release" congvu restore "$copy" ${key:+--key-file "$key"}
    fi
    CONGVU_RELEASE="$release" congvu setup
    install -m 644 "$release"/deploy/systemd/* /etc/systemd/system/
    ln -sfn "releases/$version" /opt/congvu/current
    systemctl daemon-reload
    systemctl enable --quiet --now congvu-web congvu-worker congvu-backup.timer congvu-check.timer
    systemctl enable --quiet congvu-heal
fi
systemctl restart systemd-journald
nginx -q -t || refuse "nginx không nhận cấu hình /etc/nginx/sites-available/congvu (xem trên)."
systemctl restart nginx
say ""
for _try in $(seq 20); do  # pages and worker need a moment
    congvu doctor >/dev/null 2>&1 && break
    sleep 2
done
congvu doctor || say "Công Vụ đã cài; còn những điều nêu trên."
say "Mở: https://$(sed -n 's/^CONGVU_HOSTS="\([^,"]*\).*/\1/p' /etc/congvu/office.env)/   Hướng dẫn: $release/deploy/README.vi.md"
