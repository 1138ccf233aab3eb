//! A file that a person sent.

use std::time::Duration;

use bytes::Bytes;
use thiserror::Error;

use super::{super::WireError, Turn};

/// Its chat waits for so long.
const LIMIT: Duration = Duration::from_secs(10);

/// Why a file was not brought.
#[derive(Debug, Error)]
pub enum DownloadError {
    #[error("the file has more than {0} bytes")]
    TooBig(usize),
    /// As far as the messenger tells; another time it may be.
    #[error(transparent)]
    NotBrought(#[from] WireError),
}

impl Turn {
    /// The bytes of a small file that a person sent, by what the messenger calls it; at most `most` of them. To be asked for
    /// before [`Turn::db`]: no transaction is held over a call. What is large, or takes its time, is a job's.
    ///
    /// # Errors
    /// It is larger, or the messenger did not bring it within 10 s.
    pub async fn download(&self, file_id: &str, most: usize) -> Result<Bytes, DownloadError> {
        let brought = tokio::time::timeout(LIMIT, self.0.setting.api.download(file_id, most)).await;
        match brought {
            Ok(Ok(Some(bytes))) => Ok(bytes),
            Ok(Ok(None)) => Err(DownloadError::TooBig(most)),
            Ok(Err(error)) => Err(error.into()),
            Err(_) => Err(WireError::Network("the file took too long".to_owned()).into()),
        }
    }
}
