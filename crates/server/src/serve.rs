//! `doorstep serve`: opens the data, the port and the ticker, and closes them again within five seconds of a signal, however many
//! streams are open.

use core::{fmt::Write as _, time::Duration};
use std::{error::Error, io::Write as _, net::SocketAddr, sync::Arc};

use tokio::{net::TcpListener, signal::unix::SignalKind};

use crate::{
    app::{App, Config},
    args::Serve,
    assets::Assets,
    backup::nightly::{self, Nightly, Plan},
    data_dir::Home,
    demo, journal,
    net::{self, Door, Peer},
    session::setup,
    ticker,
    time::{Machine, TimeSource as _},
    web,
};

/// Any error: it is printed and ends the process.
type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// What open answers get after a signal. Streams end by themselves; this is for uploads over a bad network.
const FAREWELL: Duration = Duration::from_secs(4);

/// Serves until SIGTERM or SIGINT.
///
/// # Errors
/// A sentence for the person who started it.
pub fn run(args: &Serve) -> Outcome {
    args.check()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(serve(args));
    // A job that still waits for the disk does not hold the process up.
    runtime.shutdown_timeout(Duration::from_millis(500));
    done
}

async fn serve(args: &Serve) -> Outcome {
    let home = Home::open(&args.data)?;
    let time = Arc::new(Machine::default());
    let world = home.world(time.now())?;
    demo::admit(&world, args.demo, time.now())?;
    if !args.demo {
        journal::replay(&**world.store(), home.journal(), time.now())?;
    }
    let code = if args.demo {
        None
    } else {
        setup::code(&world, time.now())?
    };

    let listener = TcpListener::bind(args.listen).await?;
    let address = listener.local_addr()?;
    let tls = if args.lan {
        let here = net::addresses(address);
        Some(net::tls(&args.data, &here)?)
    } else {
        None
    };
    let config = Config {
        demo: args.demo,
        site_url: args.site_url.clone(),
        proxies: args.proxies,
        lan: args.lan,
        nightly: nightly(args)?,
    };
    let app = App::new(world, home, config, time, Assets::of_this_build());
    announce(args, address, code.as_deref());

    tokio::spawn(ticker::run(app.clone()));
    if app.config.nightly.is_some() {
        tokio::spawn(nightly::run(app.clone()));
    }
    let door = Door::open(listener, tls)?;
    let service = web::router(app.clone()).into_make_service_with_connect_info::<Peer>();
    let ending = app.ending.clone();
    let server = axum::serve(door, service).with_graceful_shutdown(async move {
        signal().await;
        tracing::info!("ending");
        ending.send_replace(true);
    });
    let mut told = app.ending.subscribe();
    tokio::select! {
        done = server => done?,
        () = async {
            // The sender lives in `app`, so this only returns when the value changed.
            let _ = told.wait_for(|ending| *ending).await;
            tokio::time::sleep(FAREWELL).await;
        } => tracing::warn!("some connections did not end in time"),
    }
    Ok(())
}

/// Backups by themselves, if they are wanted.
fn nightly(args: &Serve) -> Outcome<Option<Arc<Nightly>>> {
    let plan = args.backup_dir.clone().map(|folder| Plan {
        folder,
        key: args.backup_key_file.clone(),
        keep: args.backup_keep,
        at: args.backup_at,
    });
    Ok(plan.map(Nightly::new).transpose()?.map(Arc::new))
}

/// Waits for SIGTERM or SIGINT.
async fn signal() {
    let mut signals = [SignalKind::terminate(), SignalKind::interrupt()].map(tokio::signal::unix::signal);
    let [term, int] = &mut signals;
    match (term, int) {
        (Ok(term), Ok(int)) => {
            tokio::select! {
                _ = term.recv() => {}
                _ = int.recv() => {}
            }
        }
        // Without handlers the system ends the process as it always did.
        _ => core::future::pending().await,
    }
}

/// Says on stdout where it is; the first line is for programs that start it.
fn announce(args: &Serve, address: SocketAddr, code: Option<&str>) {
    let text = announcement(args, address, code).unwrap_or_default();
    let mut out = std::io::stdout().lock();
    // Whoever reads it may have gone after the first line; the server stays.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn announcement(args: &Serve, address: SocketAddr, code: Option<&str>) -> Result<String, core::fmt::Error> {
    let mut text = String::new();
    let port = address.port();
    let shown = if address.ip().is_unspecified() {
        format!("127.0.0.1:{port}")
    } else {
        address.to_string()
    };
    writeln!(text, "listening on http://{shown}")?;
    if args.demo {
        writeln!(text, "demo: http://localhost:{port}/demo")?;
    }
    if args.lan {
        let page = if args.demo { "demo" } else { "" };
        for ip in net::addresses(address) {
            let url = format!("https://{}/{page}", SocketAddr::new(ip, port));
            writeln!(text, "\n{}phone: {url}", net::qr(&url))?;
        }
        text.push_str(
            "手机会提示证书不受信任：这是本机自己签的证书，只用于试用，选择“继续访问”。\n\
             The phone warns about the certificate: it is this machine's own, for trying only. Choose to continue.\n",
        );
    }
    if let Some(code) = code {
        writeln!(
            text,
            "\n还没有账号。打开网站，用这个一次性代码建立第一个账号：\n\
             There is no account yet. Open the site and make the first one with this one-time code:\n\n    {code}\n"
        )?;
    }
    Ok(text)
}
