#!/usr/bin/env bash
# Make the image that a Dockerfile builds on where no registry of images can be reached: Debian with its own Python 3.11,
# under the names given. Needs root, buildah and mmdebstrap; takes a minute or two and 0.4 GB.
#
#   base_image.sh NAME...      for example docker.io/library/python:3.12-slim
#
# The image goes into buildah's storage as the environment says: keep it apart from the usual one (CONTAINERS_STORAGE_CONF),
# because it isn't what its name promises.
set -euo pipefail
[ $# -gt 0 ] || { echo 'base_image.sh: name the image to make' >&2; exit 2; }

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
mmdebstrap --quiet --variant=minbase --include=python3,python3-pip bookworm "$context/root.tar"

# The image installs packages as this machine does: with its certificates and pip's settings for the whole machine or user.
cp -L /etc/ssl/certs/ca-certificates.crt "$context/certificates.crt"
: >"$context/pip.conf"
for settings in /etc/pip.conf ~/.pip/pip.conf ~/.config/pip/pip.conf; do
    [ ! -f "$settings" ] || cp -L "$settings" "$context/pip.conf"
done

# Python's own image has python and pip in /usr/local/bin, and no Debian in the way of pip.
cat >"$context/Dockerfile" <<'DOCKERFILE'
FROM scratch
ADD root.tar /
COPY certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY pip.conf /etc/pip.conf
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin PIP_BREAK_SYSTEM_PACKAGES=1
RUN ln -s /usr/bin/python3 /usr/local/bin/python
DOCKERFILE

tags=()
for name in "$@"; do
    tags+=(--tag "$name")
done
buildah build --quiet "${tags[@]}" "$context" >/dev/null
echo "made: $*"
