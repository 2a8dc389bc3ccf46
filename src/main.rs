//! Mounts the app.

fn main() {
    doorstep_web::start();
}
