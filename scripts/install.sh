#!/usr/bin/env bash
# install.sh PYTHON VENV LOCKFILE STAMP: a virtual environment with exactly what the lock file says.
set -euo pipefail
python=$1 venv=$2 lock=$3 stamp=$4
[ -n "$python" ] || { echo "No Python 3.11 or newer was found. Set PYTHON=/path/to/python3." >&2; exit 1; }
[ -x "$venv/bin/python" ] || { echo "Making $venv with $python"; "$python" -m venv "$venv"; }
echo "Installing $lock (about a minute the first time)"
if command -v uv >/dev/null 2>&1; then
  uv pip install -q --python "$venv/bin/python" --require-hashes -r "$lock"
else
  "$venv/bin/pip" install -q --disable-pip-version-check --require-hashes -r "$lock"
fi
if grep -qi '^django==' "$lock"; then
  site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
  pwd | sed 's|$|/src|' > "$site/commonground.pth"
  printf '#!/usr/bin/env bash\nexec "$(dirname "$0")/python" -m commonground "$@"\n' > "$venv/bin/commonground"
  chmod +x "$venv/bin/commonground"
fi
touch "$stamp"
