package aws

import (
	"strconv"
	"strings"
)

// enginesAsOf is the day as of which versions are judged: not the clock, so that the same configuration gives the same answer on every
// machine. The guides no longer list MySQL 5.5, MariaDB before 10.3 and SQL Server 2008 R2: their dates, all long past, could not be compared.
const enginesAsOf = "2026-11-01"

// engineRelease is a release line of a managed engine and the last day of its standard support.
type engineRelease struct {
	engine  string // the engine, or the family before its dash: "oracle" for oracle-ee and oracle-se2
	version string // the leading components that all its versions share
	until   string // year-month-day
}

// engineReleases lists the release lines whose standard support has an end. What follows, where the service offers it at all, is a paid
// extension with fixes for critical problems alone. Sources: the release calendars in the user guides of Amazon RDS
// (MySQL.Concepts.VersionMgmt, MariaDB.Concepts.VersionMgmt, postgresql-release-calendar), Aurora (AuroraMySQL.release-calendars,
// aurorapostgresql-release-calendar), DocumentDB (extended-support), Neptune (engine-releases), ElastiCache (engine-versions), OpenSearch
// Service (what-is) and Amazon MQ (activemq-version-management, rabbitmq-version-management); for Oracle Database and SQL Server, whose versions RDS withdraws, the last day of the vendor's fixes (Oracle's
// Lifetime Support Policy for Technology Products, the Microsoft lifecycle pages).
func engineReleases() []engineRelease {
	return []engineRelease{
		{"aurora", "5.6", "2023-02-28"},
		{"aurora-mysql", "5.6", "2023-02-28"},
		{"aurora-mysql", "5.7", "2024-10-31"},
		{"aurora-mysql", "8.0", "2028-04-30"},
		{"aurora-mysql", "8.4", "2032-04-30"},
		{"aurora-postgresql", "9.6", "2022-04-30"},
		{"aurora-postgresql", "10", "2023-01-31"},
		{"aurora-postgresql", "11", "2024-02-29"},
		{"aurora-postgresql", "12", "2025-02-28"},
		{"aurora-postgresql", "13", "2026-02-28"},
		{"aurora-postgresql", "14", "2027-02-28"},
		{"aurora-postgresql", "15", "2028-02-29"},
		{"aurora-postgresql", "16", "2029-02-28"},
		{"aurora-postgresql", "17", "2030-02-28"},
		{"aurora-postgresql", "18", "2031-02-28"},

		{"mysql", "5.5", "2021-05-25"},
		{"mysql", "5.6", "2022-03-01"},
		{"mysql", "5.7", "2024-02-29"},
		{"mysql", "8.0", "2026-07-31"},
		{"mysql", "8.4", "2029-07-31"},
		{"postgres", "9", "2022-04-30"},
		{"postgres", "10", "2023-04-17"},
		{"postgres", "11", "2024-02-29"},
		{"postgres", "12", "2025-02-28"},
		{"postgres", "13", "2026-02-28"},
		{"postgres", "14", "2027-02-28"},
		{"postgres", "15", "2028-02-29"},
		{"postgres", "16", "2029-02-28"},
		{"postgres", "17", "2030-02-28"},
		{"mariadb", "10.0", "2019-03-31"},
		{"mariadb", "10.1", "2021-02-28"},
		{"mariadb", "10.2", "2022-10-15"},
		{"mariadb", "10.3", "2023-10-23"},
		{"mariadb", "10.4", "2025-02-28"},
		{"mariadb", "10.5", "2026-08-31"},
		{"mariadb", "10.6", "2026-12-31"},
		{"mariadb", "10.11", "2028-02-29"},
		{"mariadb", "11.4", "2029-05-31"},
		{"oracle", "11.2", "2020-12-31"},
		{"oracle", "12.1", "2022-07-31"},
		{"oracle", "12.2", "2022-03-31"},
		{"oracle", "18", "2021-06-30"},
		{"sqlserver", "10.50", "2019-07-12"},
		{"sqlserver", "11.00", "2022-07-12"},
		{"sqlserver", "12.00", "2024-07-09"},
		{"sqlserver", "13.00", "2026-07-14"},

		{"docdb", "3.6", "2026-03-30"},
		{"neptune", "1.0", "2023-01-30"},
		{"neptune", "1.1", "2026-03-06"},
		{"neptune", "1.2", "2026-03-06"},
		{"neptune", "1.3", "2027-03-06"},
		{"neptune", "1.4", "2027-03-06"},

		{"redis", "2", "2023-01-13"},
		{"redis", "3", "2023-07-31"},
		{"redis", "4", "2026-01-31"},
		{"redis", "5", "2026-01-31"},
		{"redis", "6", "2027-01-31"},

		{"elasticsearch", "1.5", "2025-11-07"},
		{"elasticsearch", "2.3", "2025-11-07"},
		{"elasticsearch", "5", "2025-11-07"},
		{"elasticsearch", "6.0", "2025-11-07"},
		{"elasticsearch", "6.2", "2025-11-07"},
		{"elasticsearch", "6.3", "2025-11-07"},
		{"elasticsearch", "6.4", "2025-11-07"},
		{"elasticsearch", "6.5", "2025-11-07"},
		{"elasticsearch", "6.7", "2025-11-07"},
		{"elasticsearch", "7.1", "2025-11-07"},
		{"elasticsearch", "7.4", "2025-11-07"},
		{"elasticsearch", "7.7", "2025-11-07"},
		{"elasticsearch", "7.8", "2025-11-07"},
		{"opensearch", "1.0", "2025-11-07"},
		{"opensearch", "1.1", "2025-11-07"},
		{"opensearch", "1.2", "2025-11-07"},
		{"opensearch", "2.3", "2025-11-07"},
		{"opensearch", "2.5", "2025-11-07"},
		{"opensearch", "2.7", "2025-11-07"},
		{"opensearch", "2.9", "2025-11-07"},

		{"activemq", "5.15", "2024-09-16"},
		{"activemq", "5.16", "2024-11-15"},
		{"activemq", "5.17", "2025-06-16"},
		{"rabbitmq", "3.8", "2024-09-16"}, // no longer in the guide: the day of 3.9, which came after it
		{"rabbitmq", "3.9", "2024-09-16"},
		{"rabbitmq", "3.10", "2024-10-15"},
		{"rabbitmq", "3.11", "2025-02-17"},
		{"rabbitmq", "3.12", "2025-03-17"},
	}
}

// endOfSupport returns the release line that the version belongs to when its standard support has ended. The version may be the known
// beginning of one ("13." of "13.${var.minor}").
func endOfSupport(engine, version string) (engineRelease, bool) {
	for _, r := range engineReleases() {
		if r.until < enginesAsOf && inFamily(engine, r.engine) && inRelease(version, r.version) {
			return r, true
		}
	}
	return engineRelease{}, false
}

func inFamily(engine, family string) bool {
	if engine == family {
		return true
	}
	return (family == "oracle" || family == "sqlserver") && strings.HasPrefix(engine, family+"-")
}

func inRelease(version, release string) bool {
	return version == release || strings.HasPrefix(version, release+".")
}

// majorMinor returns the first two components of a version, 0 for one that is not there.
func majorMinor(version string) (major, minor int) {
	parts := strings.SplitN(version, ".", 3)
	major, _ = strconv.Atoi(parts[0])
	if len(parts) > 1 {
		minor, _ = strconv.Atoi(parts[1])
	}
	return major, minor
}

// beforeVersion reports whether a version surely comes before another: of "4.0" that is not known, as it may be any 4.0.z.
func beforeVersion(version string, than ...int) bool {
	parts := strings.Split(version, ".")
	for i, want := range than[:min(len(than), len(parts))] {
		if n, err := strconv.Atoi(parts[i]); err != nil || n != want {
			return err == nil && n < want
		}
	}
	return false
}

// logFdwFixes gives, per PostgreSQL major version on RDS, the first minor version whose log_fdw extension does not let a database user
// read files of the host (AWS security bulletin AWS-2022-004).
func logFdwFixes() map[int]int {
	return map[int]int{10: 17, 11: 12, 12: 7, 13: 3}
}

// readsHostFiles reports whether a version of PostgreSQL has the log_fdw flaw of AWS-2022-004.
func readsHostFiles(engine, version string) bool {
	major, minor := majorMinor(version)
	switch {
	case engine == "aurora-postgresql":
		return major == 10 && minor >= 11 && minor <= 13 || major == 11 && minor >= 6 && minor <= 8
	case engine != "postgres" || !strings.Contains(version, "."):
		return false
	case major == 9:
		return minor < 6 || inOldNineSix(version)
	}
	fixed, ok := logFdwFixes()[major]
	return ok && minor < fixed
}

// inOldNineSix reports whether the version is one of 9.6.1 to 9.6.21.
func inOldNineSix(version string) bool {
	patch, ok := strings.CutPrefix(version, "9.6.")
	n, err := strconv.Atoi(patch)
	return ok && err == nil && n < 22
}
