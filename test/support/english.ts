/** Installs the English messages for unit tests, as a built extension has them in every context. */
import messages from "../../assets/_locales/en/messages.json"
import { installI18n } from "../gallery/fake-i18n"

installI18n(messages)
