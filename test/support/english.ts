import messages from "../../assets/_locales/en/messages.json"
import { installI18n } from "../gallery/fake-i18n"

/** Every context of a built extension has its messages, so every unit test has the English ones. */
installI18n(messages)
