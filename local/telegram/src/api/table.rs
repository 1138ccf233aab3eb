//! Every method of Bot API 10.1 with the kind of its result (published specification), grouped by the kind.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Result kind and the methods that have it. Methods that answer a `Message` or `True` stand under `Message`.
const METHODS: &[(&str, &str)] = &[
    (
        "Boolean",
        "setWebhook deleteWebhook logOut close sendMessageDraft sendChatAction setMessageReaction \
         setUserEmojiStatus banChatMember unbanChatMember restrictChatMember promoteChatMember \
         setChatAdministratorCustomTitle setChatMemberTag banChatSenderChat unbanChatSenderChat \
         setChatPermissions approveChatJoinRequest declineChatJoinRequest answerChatJoinRequestQuery \
         sendChatJoinRequestWebApp setChatPhoto deleteChatPhoto setChatTitle setChatDescription \
         pinChatMessage unpinChatMessage unpinAllChatMessages leaveChat setChatStickerSet \
         deleteChatStickerSet editForumTopic closeForumTopic reopenForumTopic deleteForumTopic \
         unpinAllForumTopicMessages editGeneralForumTopic closeGeneralForumTopic reopenGeneralForumTopic \
         hideGeneralForumTopic unhideGeneralForumTopic unpinAllGeneralForumTopicMessages answerCallbackQuery \
         setManagedBotAccessSettings setMyCommands deleteMyCommands setMyName setMyDescription \
         setMyShortDescription setMyProfilePhoto removeMyProfilePhoto setChatMenuButton \
         setMyDefaultAdministratorRights sendGift giftPremiumSubscription verifyUser verifyChat \
         removeUserVerification removeChatVerification readBusinessMessage deleteBusinessMessages \
         setBusinessAccountName setBusinessAccountUsername setBusinessAccountBio \
         setBusinessAccountProfilePhoto removeBusinessAccountProfilePhoto setBusinessAccountGiftSettings \
         transferBusinessAccountStars convertGiftToStars upgradeGift transferGift deleteStory \
         approveSuggestedPost declineSuggestedPost deleteMessage deleteMessages deleteMessageReaction \
         deleteAllMessageReactions createNewStickerSet addStickerToSet setStickerPositionInSet \
         deleteStickerFromSet replaceStickerInSet setStickerEmojiList setStickerKeywords \
         setStickerMaskPosition setStickerSetTitle setStickerSetThumbnail setCustomEmojiStickerSetThumbnail \
         deleteStickerSet sendRichMessageDraft answerInlineQuery answerShippingQuery answerPreCheckoutQuery \
         refundStarPayment editUserStarSubscription setPassportDataErrors",
    ),
    (
        "Message",
        "sendMessage forwardMessage sendPhoto sendLivePhoto sendAudio sendDocument sendVideo sendAnimation \
         sendVoice sendVideoNote sendPaidMedia sendLocation sendVenue sendContact sendPoll sendChecklist \
         sendDice editMessageText editMessageCaption editMessageMedia editMessageLiveLocation \
         stopMessageLiveLocation editMessageChecklist editMessageReplyMarkup sendSticker sendRichMessage \
         sendInvoice sendGame setGameScore",
    ),
    (
        "ChatInviteLink",
        "createChatInviteLink editChatInviteLink createChatSubscriptionInviteLink \
         editChatSubscriptionInviteLink revokeChatInviteLink",
    ),
    ("String", "exportChatInviteLink getManagedBotToken replaceManagedBotToken createInvoiceLink"),
    ("OwnedGifts", "getBusinessAccountGifts getUserGifts getChatGifts"),
    ("Story", "postStory repostStory editStory"),
    ("Array of MessageId", "forwardMessages copyMessages"),
    ("Array of Message", "sendMediaGroup getUserPersonalChatMessages"),
    ("File", "getFile uploadStickerFile"),
    ("Array of Sticker", "getForumTopicIconStickers getCustomEmojiStickers"),
    ("StarAmount", "getBusinessAccountStarBalance getMyStarBalance"),
    ("Array of Update", "getUpdates"),
    ("WebhookInfo", "getWebhookInfo"),
    ("User", "getMe"),
    ("MessageId", "copyMessage"),
    ("UserProfilePhotos", "getUserProfilePhotos"),
    ("UserProfileAudios", "getUserProfileAudios"),
    ("ChatFullInfo", "getChat"),
    ("Array of ChatMember", "getChatAdministrators"),
    ("Integer", "getChatMemberCount"),
    ("ChatMember", "getChatMember"),
    ("ForumTopic", "createForumTopic"),
    ("SentGuestMessage", "answerGuestQuery"),
    ("UserChatBoosts", "getUserChatBoosts"),
    ("BusinessConnection", "getBusinessConnection"),
    ("BotAccessSettings", "getManagedBotAccessSettings"),
    ("Array of BotCommand", "getMyCommands"),
    ("BotName", "getMyName"),
    ("BotDescription", "getMyDescription"),
    ("BotShortDescription", "getMyShortDescription"),
    ("MenuButton", "getChatMenuButton"),
    ("ChatAdministratorRights", "getMyDefaultAdministratorRights"),
    ("Gifts", "getAvailableGifts"),
    ("SentWebAppMessage", "answerWebAppQuery"),
    ("PreparedInlineMessage", "savePreparedInlineMessage"),
    ("PreparedKeyboardButton", "savePreparedKeyboardButton"),
    ("Poll", "stopPoll"),
    ("StickerSet", "getStickerSet"),
    ("StarTransactions", "getStarTransactions"),
    ("Array of GameHighScore", "getGameHighScores"),
];

/// A known method: its name as the specification spells it and the kind of its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Method {
    pub name: &'static str,
    pub result: &'static str,
}

static BY_NAME: LazyLock<HashMap<String, Method>> = LazyLock::new(|| {
    let each = METHODS
        .iter()
        .flat_map(|(result, names)| names.split_whitespace().map(move |name| Method { name, result }));
    each.map(|method| (method.name.to_ascii_lowercase(), method)).collect()
});

/// Finds a method by its name in any case.
pub(crate) fn find(name: &str) -> Option<Method> {
    BY_NAME.get(&name.to_ascii_lowercase()).copied()
}

/// All methods, in no order.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = Method> {
    BY_NAME.values().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_all_methods_in_any_case() {
        assert_eq!(all().count(), 180);
        for name in ["getMe", "GETME", "getme", "GetMe"] {
            assert_eq!(find(name), Some(Method { name: "getMe", result: "User" }));
        }
        assert_eq!(find("getMee"), None);
    }
}
