#!/bin/sh
# Upgrades a site that runs from /srv/setuhashi, a link to one of /srv/setuhashi-releases/.
# As root: upgrade.sh setuhashi-0.2.0-...tar.gz, with its .sha256 beside it.
# The old release backs up first; whatever fails before the link is moved leaves it running.
set -eu
archive=$(realpath "$1")
releases=/srv/setuhashi-releases
site=/srv/setuhashi
new=$releases/$(basename "$archive" .tar.gz)

(cd "$(dirname "$archive")" && sha256sum --check --strict "$(basename "$archive").sha256")
mkdir -p "$releases"
tar -xzf "$archive" -C "$releases" --no-same-owner
"$new/deploy/install.sh"
# `doctor` and `backup` read the settings of the service.
manage() {
  systemd-run --quiet --pipe --wait --uid=setuhashi --property=EnvironmentFile=/etc/setuhashi.env \
    --property=UMask=0077 --working-directory="$1" "$1/.venv/bin/python" manage.py "$2"
}
manage "$new" check
old=$(realpath "$site")
manage "$old" backup
systemctl stop setuhashi.service
ln -sfn "$new" "$site"
systemctl start setuhashi.service
manage "$site" doctor || true
echo "Upgraded. The way back: stop the service, ln -sfn $old $site, restore the backup above, start."
