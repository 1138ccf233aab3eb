//! Who may use which command and which button.
