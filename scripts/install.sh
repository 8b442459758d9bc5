#!/usr/bin/env bash
# install.sh PYTHON VENV LOCKFILE STAMP: a virtual environment with exactly what the lock file says.
# The stamp holds what was installed and where, so that a touched file, an interrupted run or a moved checkout
# neither reinstalls for nothing nor passes for installed.
set -euo pipefail
python=$1 venv=$2 lock=$3 stamp=$4
want="$(pwd) $lock $(cksum <"$lock")"
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ] && "$venv/bin/python" -c '' 2>/dev/null; then
  touch "$stamp"
  exit 0
fi
[ -n "$python" ] || { echo "No Python 3.11 or newer was found. Set PYTHON=/path/to/python3." >&2; exit 1; }
rm -f "$stamp"
if ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Making $venv with $("$python" --version)"
  "$python" -m venv --clear "$venv"
fi
count=$(grep -c '^[a-z0-9].*==' "$lock")
echo "Installing $count packages from $lock (a minute or two the first time)"
started=$SECONDS
if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then
  uv pip install -q --python "$venv/bin/python" --require-hashes -r "$lock"
else
  "$venv/bin/python" -m pip install -q --no-input --disable-pip-version-check --require-hashes -r "$lock"
fi
if grep -qi '^django==' "$lock"; then
  site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
  echo "$(pwd)/src" >"$site/commonground.pth"
  printf '#!/usr/bin/env bash\nexec "$(dirname "$0")/python" -m commonground "$@"\n' >"$venv/bin/commonground"
  chmod +x "$venv/bin/commonground"
fi
echo "Installed in $((SECONDS - started)) s"
echo "$want" >"$stamp"
