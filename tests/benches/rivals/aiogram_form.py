"""The bench's form as users of aiogram write it.

It follows the finite state machine example of aiogram's documentation: a group of states, one
handler a state on a router, RedisStorage, start_polling under asyncio.run (so no uvloop, which
only aiogram's optional `run_polling` would pick up).
"""

import asyncio
import os

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

router = Router()


class Form(StatesGroup):
    kind = State()
    title = State()
    origin = State()
    destination = State()
    due = State()
    reward = State()
    review = State()


def buttons(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=text, callback_data=data) for text, data in row] for row in rows
        ]
    )


KINDS = buttons(
    [("Buy & deliver", "kind:buy"), ("Pick up & deliver", "kind:pickup")],
    [("Online service", "kind:service")],
)
REVIEW = buttons([("Publish", "publish")], [("Edit", "edit"), ("Cancel", "cancel")])


@router.message(Command("post"))
async def post(message: Message, state: FSMContext) -> None:
    await state.set_state(Form.kind)
    await message.answer("New request. What do you need?", reply_markup=KINDS)


@router.message(Command("cancel"))
async def cancel(message: Message, state: FSMContext) -> None:
    if await state.get_state() is None:
        return
    await state.clear()
    await message.answer("Cancelled. Nothing was published.")


@router.callback_query(Form.kind, F.data.startswith("kind:"))
async def kind(query: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(kind=query.data.removeprefix("kind:"))
    await state.set_state(Form.title)
    await query.answer()
    await query.message.edit_text("What should it say? A short title, at most 100 characters.")


@router.message(Form.title)
async def title(message: Message, state: FSMContext) -> None:
    await state.update_data(title=message.text)
    await state.set_state(Form.origin)
    await message.answer("Where from? A town or an address.")


@router.message(Form.origin)
async def origin(message: Message, state: FSMContext) -> None:
    await state.update_data(origin=message.text)
    await state.set_state(Form.destination)
    await message.answer("Where to? A town or an address.")


@router.message(Form.destination)
async def destination(message: Message, state: FSMContext) -> None:
    await state.update_data(destination=message.text)
    await state.set_state(Form.due)
    await message.answer("When is it due? A date such as 20/12.")


@router.message(Form.due)
async def due(message: Message, state: FSMContext) -> None:
    await state.update_data(due=message.text)
    await state.set_state(Form.reward)
    await message.answer("What is the reward? An amount such as 15 €.")


@router.message(Form.reward)
async def reward(message: Message, state: FSMContext) -> None:
    data = await state.update_data(reward=message.text)
    await state.set_state(Form.review)
    await message.answer(
        "Your request:\n"
        f"Kind: {data['kind']}\n"
        f"Title: {data['title']}\n"
        f"From: {data['origin']}\n"
        f"To: {data['destination']}\n"
        f"Due: {data['due']}\n"
        f"Reward: {data['reward']}",
        reply_markup=REVIEW,
    )


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    bot = Bot(token=os.environ["TELEGRAM_BOT_TOKEN"], session=session)
    dispatcher = Dispatcher(storage=RedisStorage.from_url(os.environ["REDIS_URL"]))
    dispatcher.include_router(router)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
