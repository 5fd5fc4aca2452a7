package aws

import (
	"testing"
	"time"
)

func TestEngineReleases(t *testing.T) {
	t.Parallel()
	seen := map[[2]string]bool{}
	for _, r := range append(engineReleases(), engineRelease{"as of", "", enginesAsOf}) {
		if _, err := time.Parse(time.DateOnly, r.until); err != nil {
			t.Errorf("%s %s: %v", r.engine, r.version, err)
		}
		if key := [2]string{r.engine, r.version}; seen[key] {
			t.Errorf("%s %s is listed twice", r.engine, r.version)
		} else {
			seen[key] = true
		}
	}
}

func TestEndOfSupport(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		engine, version string
		until           string // "" while it is supported, or is not known
	}{
		{"mysql", "5.7", "2024-02-29"},
		{"mysql", "5.7.44-rds.20250103", "2024-02-29"},
		{"mysql", "8.4.3", ""},
		{"postgres", "13", "2026-02-28"},
		{"postgres", "13.", "2026-02-28"},
		{"postgres", "1", ""},
		{"postgres", "130", ""},
		{"postgres", "9.6.22", "2022-04-30"},
		{"postgres", "14.20", ""},
		{"postgres", "", ""},
		{"mariadb", "10.1", "2021-02-28"},
		{"mariadb", "10.11", ""},
		{"mariadb", "10.6.20", ""},
		{"aurora-mysql", "5.7.mysql_aurora.2.11.2", "2024-10-31"},
		{"aurora-mysql", "8.0.mysql_aurora.3.10.0", ""},
		{"aurora", "5.6.10a", "2023-02-28"},
		{"oracle-se2", "12.1.0.2.v1", "2022-07-31"},
		{"oracle-ee-cdb", "19", ""},
		{"sqlserver-web", "13.00.6460.7.v1", "2026-07-14"},
		{"custom-sqlserver-ee", "13.00.6460.7.v1", ""},
		{"redis", "5.0.6", "2026-01-31"},
		{"redis", "6.x", ""},
		{"valkey", "7.2", ""},
	} {
		release, ended := endOfSupport(c.engine, c.version)
		if release.until != c.until || ended != (c.until != "") {
			t.Errorf("%s %s: got %q, want %q", c.engine, c.version, release.until, c.until)
		}
	}
}

func TestReadsHostFiles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		engine, version string
		want            bool
	}{
		{"postgres", "13.2", true},
		{"postgres", "13.3", false},
		{"postgres", "13", false},
		{"postgres", "9.5.25", true},
		{"postgres", "9.6.21", true},
		{"postgres", "9.6.22", false},
		{"postgres", "14.1", false},
		{"aurora-postgresql", "10.12", true},
		{"aurora-postgresql", "10.14", false},
		{"aurora-postgresql", "11.9", false},
		{"mysql", "13.2", false},
	} {
		if got := readsHostFiles(c.engine, c.version); got != c.want {
			t.Errorf("%s %s: got %v, want %v", c.engine, c.version, got, c.want)
		}
	}
}

func TestBeforeVersion(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]bool{
		"2.6.13": true, "3.2": true, "4.0.9": true, "4.0": false, "4.0.10": false, "5.0.6": false, "6.x": false, "": false, "x": false,
	} {
		if got := beforeVersion(version, 4, 0, 10); got != want {
			t.Errorf("%q: got %v, want %v", version, got, want)
		}
	}
}

func TestTLSOnByDefault(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		engine, version string
		want            bool
	}{
		{"postgres", "14.20", false},
		{"postgres", "15", true},
		{"postgres", "", true},
		{"aurora-postgresql", "16.8", false},
		{"aurora-postgresql", "17.4", true},
		{"mysql", "8.4.8", false},
		{"mysql", "", false},
		{"mariadb", "11.4.8", false},
		{"mariadb", "11.8.3", true},
		{"mariadb", "12.3", true},
		{"aurora-mysql", "8.0.mysql_aurora.3.10.0", false},
		{"aurora-mysql", "8.4.7", true},
		{"sqlserver-se", "16.00", false},
	} {
		s, ok := tlsSwitchOf(c.engine)
		if got := s.onByDefault(c.version); !ok || got != c.want {
			t.Errorf("%s %s: got %v, want %v", c.engine, c.version, got, c.want)
		}
	}
	if _, ok := tlsSwitchOf("oracle-se2"); ok {
		t.Error("oracle-se2 has no such parameter")
	}
}
