//! Questions to databases: what SQLite, DuckDB and PostgreSQL sum comes to what the file does, what goes
//! wrong there is a sentence, and a password is never said.
//!
//! The drivers are looked for in the folder that `PARALLAX_DRIVERS` names; PostgreSQL itself where
//! Debian puts it, and it is started here, in a folder of its own and as an ordinary user.

use std::io::Write as _;
use std::net::TcpListener;
use std::process::{Command as Other, Stdio};
use std::time::{Duration, Instant};

use super::*;

const PASSWORD: &str = "wind-Rose%4711";

/// Events with all that there is to tell of: ids that are there twice, no day, dates known to a month or
/// a year, events over a border of months, no best or no high, and a low above the best.
fn events() -> String {
    let header =
        "id,relid,dyad_name,country,type_of_violence,date_start,date_end,date_prec,low,best,high\n";
    let rows = (0..400_u32).map(|number| {
        // Of what is known by nothing each is another event.
        let id = match number {
            30..34 => String::new(),
            _ if number % 90 == 7 => (number - 1).to_string(),
            _ => number.to_string(),
        };
        let country = ["Upland", "Hill's \"Land\"", "Lake"][number as usize % 3];
        let country = country.replace('"', "\"\"");
        let (month, day) = (1 + number / 40 % 12, 1 + number * 7 % 28);
        let end = format!("2030-{month:02}-{day:02}");
        let start = match number % 20 {
            3 => format!("2030-{month:02}-01"),
            5 if month > 1 => format!("2030-{:02}-28", month - 1),
            _ => end.clone(),
        };
        let (start, end) = if number == 77 { Default::default() } else { (start, end) };
        let (low, best) = (number % 3, number % 17 + 3);
        let low = if number % 120 == 50 { 99 } else { low };
        let best = if number == 100 { String::new() } else { best.to_string() };
        let high = if number % 50 == 3 { String::new() } else { (number % 17 + 7).to_string() };
        let (kind, precision) = (1 + number % 3, 1 + number % 5);
        format!(
            "{id},R-{number},A - B,\"{country}\",{kind},{start},{end},{precision},{low},{best},{high}\n"
        )
    });
    std::iter::once(header.to_owned()).chain(rows).collect()
}

/// A mapping that leaves rows out, so that values are bound.
const ONE_SIDED: &str = r#"(
    version: 1, name: "one-sided", needs: [["relid"], ["type_of_violence"]],
    keep: [(column: "type_of_violence", words: ["3", "2"])],
    leave_out: [(column: "country", words: ["LAKE"])],
    sum: (by: ["country"], period: month, date: "date_end", values: ["best"], id: "id"),
    constants: {source: "UCDP", quantity: "killed", basis: "increment"},
    columns: [
        (column: "country", to: place), (column: "best", to: best),
        (column: "period start", to: as_of_start), (column: "period end", to: as_of),
        (column: "precision", to: precision), (column: "rows", to: note),
    ],
)"#;

/// The library of a driver; none, with the reason, where it is not there and need not be.
fn driver(name: &str) -> Option<String> {
    let folder = std::env::var_os("PARALLAX_DRIVERS").map(PathBuf::from);
    let library = folder.map(|folder| folder.join(name)).filter(|library| library.exists());
    if library.is_none() {
        assert!(std::env::var_os("CI").is_none(), "CI has {name} in the folder PARALLAX_DRIVERS");
        eprintln!("skipped: there is no {name} in a folder that PARALLAX_DRIVERS names");
    }
    library.map(|library| library.display().to_string())
}

/// A folder with the events, a question to the database `archive`, and this connection to it.
fn asking(connection: &str, table: &str) -> Folder {
    let folder = Folder::with("events.csv", events());
    folder.write("one-sided.ron", ONE_SIDED);
    connect(&folder, connection);
    for (name, mapping) in [("ged", "ucdp-ged"), ("own", "one-sided.ron")] {
        let question = format!(
            "(version: 1, connection: \"archive\", mapping: {mapping:?}, table: {table:?})"
        );
        folder.write(&format!("{name}.query.ron"), question);
    }
    folder
}

fn connect(folder: &Folder, connection: &str) {
    let connections = format!("(version: 1, connections: {{\"archive\": ({connection})}})");
    folder.write("connections.ron", connections);
}

/// What each estimate of a file says, without its record and how many rows are behind it.
fn estimates(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    sql::estimates(folder, &[&["--connections", "connections.ron"], arguments].concat())
}

/// What is told of a file, without in which rows it is.
fn told(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let check = ["check", "--format", "json", "--connections", "connections.ron"];
    let run = folder.run(&[&check[..], arguments].concat());
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let problems = report["files"][0]["problems"].as_array().expect("problems");
    let of = |problem: &Value| format!("{} {}", problem["code"], problem["message"]);
    let mut told: Vec<String> = problems.iter().map(of).collect();
    // Where the sums were made only a database is asked about; a first row only a file has.
    told.retain(|one| !one.starts_with("\"summed-in\""));
    // Nor has a database an order in which one of several stands first.
    let plain = |one: &String| {
        let plain = one.replace(", first here", "").replace("as it stands first", "…");
        plain.replace("by its row with the earliest day", "…")
    };
    let mut told: Vec<String> = told.iter().map(plain).collect();
    told.sort();
    told
}

/// What the database makes of both questions, over all periods, is what the file comes to, and is told
/// so.
fn comes_to_what_the_file_does(folder: &Folder) {
    for asked in [
        &[][..],
        &["--period", "week"],
        &["--period", "day"],
        &["--period", "year", "--group-by", "dyad_name"],
        &["--group-by", "type_of_violence"],
    ] {
        let expected = estimates(folder, &[&["events.csv"], asked].concat());
        assert_eq!(estimates(folder, &[&["ged.query.ron"], asked].concat()), expected, "{asked:?}");
        assert!(expected.len() > 2);
        let expected = told(folder, &[&["events.csv"], asked].concat());
        assert_eq!(told(folder, &[&["ged.query.ron"], asked].concat()), expected, "{asked:?}");
        assert!(expected.len() > 5, "{expected:?}");
    }
    let own = ["--mapping", "one-sided.ron"];
    let expected = estimates(folder, &[&["events.csv"], &own[..]].concat());
    assert_eq!(estimates(folder, &["own.query.ron"]), expected);
    assert_eq!(expected.len(), 10);
    let expected = told(folder, &[&["events.csv"], &own[..]].concat());
    assert_eq!(told(folder, &["own.query.ron"]), expected);
    assert!(expected.iter().any(|one| one.contains("rows-left-out")), "{expected:?}");
}

/// Puts the events into SQLite, as Python does it.
const INTO_SQLITE: &str = "
import csv, sqlite3, sys
events, file = sys.argv[1:]
base = sqlite3.connect(file)
rows = list(csv.reader(open(events, newline='')))
base.execute('CREATE TABLE \"my events\" (' + ', '.join('\"%s\"' % name for name in rows[0]) + ')')
marks = ', '.join('?' for _ in rows[0])
whole = lambda cell: int(cell) if cell.isdigit() else cell or None
for row in rows[1:]:
    # An id that nobody gave is an empty text here.
    cells = [whole(cell) if place else cell for place, cell in enumerate(row)]
    base.execute('INSERT INTO \"my events\" VALUES (%s)' % marks, cells)
base.commit()
";

#[test]
fn sqlite_comes_to_what_the_file_does() {
    let Some(driver) = driver("libadbc_driver_sqlite.so") else { return };
    let connection =
        format!("driver: {driver:?}, dialect: sqlite, options: {{\"uri\": \"events.db\"}}");
    let folder = asking(&connection, "my events");
    let python = Other::new("python3")
        .current_dir(folder.0.path())
        .args(["-c", INTO_SQLITE, "events.csv", "events.db"])
        .status();
    assert!(python.expect("python3").success());
    comes_to_what_the_file_does(&folder);
}

#[test]
fn duckdb_comes_to_what_the_file_does() {
    let Some(driver) = driver("libduckdb.so") else { return };
    let entry = "entry: \"duckdb_adbc_init\", dialect: duckdb";
    let folder = asking(&format!("driver: {driver:?}, {entry}"), "\"events.csv\"");
    comes_to_what_the_file_does(&folder);
}

/// A PostgreSQL with the events in it, in a folder of its own, that ends with this.
struct Postgres {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
}

impl Postgres {
    /// None, with the reason, where there is no PostgreSQL and need not be.
    fn start() -> Option<Postgres> {
        let versions = fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten();
        let programs = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
        let Some(programs) = programs.filter(|bin| bin.join("initdb").exists()).max() else {
            assert!(std::env::var_os("CI").is_none(), "CI has PostgreSQL");
            eprintln!("skipped: there is no PostgreSQL in /usr/lib/postgresql");
            return None;
        };
        let folder = tempfile::Builder::new().prefix("parallax-pg-").tempdir_in("/tmp");
        let folder = folder.expect("a folder");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|own| own.local_addr());
        let postgres = Postgres { folder, programs, port: port.expect("a free port").port() };
        fs::write(postgres.path("password"), PASSWORD).expect("written");
        let own = Other::new("chown").arg("-R").arg("nobody").arg(postgres.folder.path()).status();
        if is_root() {
            assert!(own.expect("chown").success());
        }
        let (data, password) = (postgres.path("data"), postgres.path("password"));
        let made = ["-U", "analyst", "-A", "scram-sha-256", "-E", "UTF8", "--no-sync", "--pwfile"];
        postgres.run("initdb", &[&made[..], &[&password, "-D", &data]].concat());
        let (sockets, port) = (postgres.path(""), postgres.port);
        let options = format!("-c listen_addresses=127.0.0.1 -p {port} -k {sockets} -c fsync=off");
        let log = postgres.path("log");
        postgres.run("pg_ctl", &["-D", &data, "-w", "-l", &log, "-o", &options, "start"]);
        Some(postgres)
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Runs one of its programs as an ordinary user.
    fn run(&self, program: &str, arguments: &[&str]) {
        let path = self.programs.join(program);
        let mut command = match is_root() {
            true => {
                let mut command = Other::new("runuser");
                command.args(["-u", "nobody", "--"]).arg(path);
                command
            }
            false => Other::new(path),
        };
        let command = command.args(arguments).current_dir("/tmp").stdout(Stdio::null());
        assert!(command.status().expect("a program of PostgreSQL").success(), "{program}");
    }

    /// What it answers to a statement, asked beside the program that is tested.
    fn answers(&self, statement: &str) -> String {
        let mut asked = Other::new(self.programs.join("psql"))
            .args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", "analyst"])
            .args(["-d", "postgres", "-v", "ON_ERROR_STOP=1", "-q", "-A", "-t", "-f", "-"])
            .env("PGPASSWORD", PASSWORD)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("psql");
        let mut asks = asked.stdin.take().expect("its input");
        asks.write_all(statement.as_bytes()).expect("asked");
        drop(asks);
        let output = asked.wait_with_output().expect("an answer");
        assert!(output.status.success(), "{statement}");
        String::from_utf8(output.stdout).expect("text").trim().to_owned()
    }

    fn uri(&self) -> String {
        let password = PASSWORD.replace('%', "%25");
        format!("postgresql://analyst:{password}@127.0.0.1:{}/postgres", self.port)
    }

    /// Which statements of others are under way.
    fn under_way(&self) -> String {
        self.answers(
            "SELECT query FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()",
        )
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.path("data");
        self.run("pg_ctl", &["-D", &data, "-m", "immediate", "stop"]);
    }
}

fn is_root() -> bool {
    let output = Other::new("id").arg("-u").output().expect("id");
    output.stdout.starts_with(b"0")
}

/// The program, with the address of the database in its environment.
fn run_with(folder: &Folder, uri: &str, arguments: &[&str]) -> Run {
    let connections = ["--connections", "connections.ron"];
    let output = program()
        .current_dir(folder.0.path())
        .env("ARCHIVE_URI", uri)
        .args(arguments)
        .args(connections)
        .output()
        .expect("a run");
    let run = Run {
        arguments: arguments.join(" "),
        code: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    };
    for part in [PASSWORD, "wind-Rose", "Rose%254711", "4711@"] {
        assert!(!run.stdout.contains(part) && !run.stderr.contains(part), "{}", run.stderr);
    }
    run
}

const TABLE: &str = "
    CREATE SCHEMA field;
    CREATE TABLE field.ged (id int, relid text, dyad_name text, country text, type_of_violence int,
        date_start date, date_end date, date_prec int, low int, best bigint, high numeric);
    CREATE VIEW field.slow AS
        SELECT ged.* FROM field.ged, (SELECT pg_sleep(30)) AS late WHERE ged.id >= 0;
    CREATE VIEW field.bare AS SELECT id, country, date_end, best FROM field.ged;
    CREATE TABLE field.none AS SELECT * FROM field.ged WHERE id < 0;
    CREATE VIEW field.broken AS
        SELECT ged.*, 1 / (id - id) AS unused FROM field.ged WHERE 1 / (ged.low - ged.low) > 0;
";

#[test]
fn postgresql_comes_to_what_the_file_does_and_what_goes_wrong_there_is_a_sentence() {
    let Some(driver) = driver("libadbc_driver_postgresql.so") else { return };
    let Some(postgres) = Postgres::start() else { return };
    let rows = events();
    let rows = rows.split_once('\n').expect("a header").1;
    postgres
        .answers(&format!("{TABLE}\nCOPY field.ged FROM STDIN WITH (FORMAT csv);\n{rows}\\.\n"));

    // As it is set up by people who keep passwords where PostgreSQL's own programs look for them.
    let uri = format!("postgresql://analyst@127.0.0.1:{}/postgres", postgres.port);
    fs::write(postgres.path("pgpass"), format!("*:*:*:analyst:{PASSWORD}\n")).expect("written");
    let private = Other::new("chmod").arg("600").arg(postgres.path("pgpass")).status();
    assert!(private.expect("chmod").success());
    let uri = format!("{uri}?passfile={}", postgres.path("pgpass"));
    let dialect = "dialect: postgresql";
    let open = format!("driver: {driver:?}, {dialect}, options: {{\"uri\": {uri:?}}}");
    let folder = asking(&open, "field.ged");
    comes_to_what_the_file_does(&folder);

    // And by an address that stands in the environment, which nothing ever says.
    let uri = postgres.uri();
    let secret = format!("driver: {driver:?}, {dialect}, secrets: {{\"uri\": \"ARCHIVE_URI\"}}");
    connect(&folder, &secret);
    let session = ["export", "ged.query.ron", "-o", "all.comparison.ron"];
    run_with(&folder, &uri, &session).done();
    let saved = folder.text("all.comparison.ron");
    assert!(
        saved.contains("archive") && !saved.contains("ARCHIVE_URI") && !saved.contains("wind-Rose")
    );
    run_with(&folder, &uri, &["check", "ged.query.ron"])
        .done()
        .answers(&["“archive”", "field.ged"]);

    let asks = |table: &str| {
        let asked = "version: 1, connection: \"archive\", mapping: \"ucdp-ged\"";
        folder.write("wrong.query.ron", format!("({asked}, table: {table:?})"));
    };
    let refused = |uri: &str, what: &[&str]| {
        run_with(&folder, uri, &["check", "wrong.query.ron"]).refused().says(what);
    };
    asks("field.nothing");
    refused(&uri, &["“archive” refuses", "field.nothing", "does not exist"]);
    asks("field.bare");
    refused(&uri, &["has no column “low”", "“country”", "“best”"]);
    asks("field.none");
    refused(&uri, &["no event that is summed"]);
    asks("field.broken");
    refused(&uri, &["refuses", "division by zero"]);
    asks("field.ged");
    refused(&uri.replace("wind", "Wind"), &["is not reached", "password authentication failed"]);
    refused(&uri.replace(&postgres.port.to_string(), "1"), &["is not reached"]);
    refused(&uri.replace("analyst:", "analyst:4711@"), &["is not reached"]);
    let unset = folder.run(&["check", "wrong.query.ron", "--connections", "connections.ron"]);
    unset.refused().says(&["the variable ARCHIVE_URI of the environment, which is not set"]);

    slow(&postgres, &folder, &secret);
}

/// A database that is slow is told to stop: when its time is over, when somebody stops asking, and it
/// may end what it is at by itself.
fn slow(postgres: &Postgres, folder: &Folder, secret: &str) {
    let uri = postgres.uri();
    let ends = |what: &str| {
        let until = Instant::now() + Duration::from_secs(4);
        while !postgres.under_way().is_empty() {
            assert!(Instant::now() < until, "{what}: {}", postgres.under_way());
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    let asked = "version: 1, connection: \"archive\", mapping: \"ucdp-ged\"";
    folder.write("slow.query.ron", format!("({asked}, table: \"field.slow\")"));
    connect(folder, &format!("{secret}, seconds: 1"));
    let start = Instant::now();
    let late = run_with(folder, &uri, &["check", "slow.query.ron"]);
    late.refused().says(&["has not answered within 1 second"]);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    ends("time is over");

    connect(folder, secret);
    let ask = || {
        let asked = ["check", "slow.query.ron", "--connections", "connections.ron"];
        let asking = Other::new(env!("CARGO_BIN_EXE_parallax"))
            .current_dir(folder.0.path())
            .env("ARCHIVE_URI", &uri)
            .args(asked)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a run");
        let until = Instant::now() + Duration::from_secs(10);
        while postgres.under_way().is_empty() {
            assert!(Instant::now() < until, "it asks");
            std::thread::sleep(Duration::from_millis(50));
        }
        asking
    };
    let mut asking = ask();
    asking.kill().expect("killed");
    asking.wait().expect("ended");
    ends("nobody asks any more");

    let asking = ask();
    postgres.answers(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'active' \
         AND pid <> pg_backend_pid()",
    );
    let output = asking.wait_with_output().expect("ended");
    let says = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{says}");
    assert!(says.contains("“archive” refuses") && !says.contains("wind-Rose"), "{says}");
}

#[test]
fn what_is_no_question_or_no_connection_is_told_without_asking_anybody() {
    let folder = asking("driver: \"no-such-driver\", dialect: duckdb", "events");
    let connections = ["--connections", "connections.ron"];
    let refused = |file: &str, what: &[&str]| {
        folder.run(&[&["check", file], &connections[..]].concat()).refused().says(what);
    };
    refused("ged.query.ron", &["“archive” is not reached", "no-such-driver"]);
    folder.run(&["check", "ged.query.ron", "--period", "decade"]).refused();
    let asks = |text: &str| folder.write("wrong.query.ron", text);
    asks("(version: 1, connection: \"archive\", mapping: \"economist\", table: \"t\")");
    refused("wrong.query.ron", &["economist: the mapping sums nothing"]);
    asks("(version: 1, connection: \"archive\", mapping: \"nothing\", table: \"t\")");
    refused("wrong.query.ron", &["no mapping and no file beside", "ucdp-ged"]);
    asks("(version: 1, connection: \"other\", mapping: \"ucdp-ged\", table: \"t\")");
    refused("wrong.query.ron", &["no connection “other”", "“archive”"]);
    asks("(version: 1,\n connection: 3)");
    refused("wrong.query.ron", &["error on line 2"]);
    connect(&folder, "driver: \"d\", dialect: sqlite, options: {\"uri\": \"db://u:hush4711@h/d\"}");
    let written = folder.run(&[&["check", "ged.query.ron"], &connections[..]].concat());
    written.refused().says(&["has a secret written in its option “uri”"]);
    let home = program()
        .current_dir(folder.0.path())
        .env("HOME", folder.0.path())
        .env_remove("XDG_CONFIG_HOME")
        .args(["check", "ged.query.ron"])
        .output()
        .expect("a run");
    let says = String::from_utf8_lossy(&home.stderr).into_owned();
    assert!(says.contains("connections.ron, which is not there"), "{says}");
}
