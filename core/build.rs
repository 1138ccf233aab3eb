//! A migration file that was added has to be seen by `sqlx::migrate!`, which cannot watch a folder.

fn main() {
    println!("cargo:rerun-if-changed=../migrations/nexus");
    println!("cargo:rerun-if-changed=build.rs");
}
