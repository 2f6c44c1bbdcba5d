//! The window's own look, taken from the chart's theme: quiet panels, hairlines, one accent.

use eframe::egui::{self, Context, CornerRadius, Margin, Shadow, Stroke, Visuals};

use crate::chart::{Role, Theme};

use super::painter::color;

/// The one scale of distances, in points.
pub(super) const NEAR: f32 = 4.0;
pub(super) const APART: f32 = 8.0;
pub(super) const FAR: f32 = 16.0;

/// Sizes of text beside those of small and body text, in points: what a group is called, the
/// sentence above the plot, the heading of a page, and the one heading of an empty window.
pub(super) const GROUP: f32 = 9.5;
pub(super) const SENTENCE: f32 = 13.5;
pub(super) const HEADING: f32 = 15.0;
pub(super) const TITLE: f32 = 18.0;

/// Gives both of egui's themes the colours of ours.
pub(super) fn install(ctx: &Context) {
    // Where the system does not say: data read best dark on light.
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
    for (egui_theme, theme) in
        [(egui::Theme::Light, Theme::Light), (egui::Theme::Dark, Theme::Dark)]
    {
        ctx.style_mut_of(egui_theme, |style| {
            style.visuals = visuals(egui_theme, &theme);
            style.spacing.item_spacing = egui::vec2(APART, NEAR);
            style.spacing.button_padding = egui::vec2(8.0, 4.0);
            style.spacing.window_margin = Margin::same(16);
            style.spacing.menu_margin = Margin::same(6);
            style.spacing.interact_size.y = 22.0;
            style.spacing.tooltip_width = 420.0;
            // A bar that scrolls lies beside what it scrolls, not over it.
            style.spacing.scroll.floating_allocated_width = 6.0;
            style.interaction.selectable_labels = false;
        });
    }
}

fn visuals(egui_theme: egui::Theme, theme: &Theme) -> Visuals {
    let mut visuals = egui_theme.default_visuals();
    let role = |role| color(theme.colour(role));
    let hairline = Stroke::new(1.0, role(Role::Hairline));
    visuals.override_text_color = None;
    visuals.panel_fill = role(Role::Panel);
    visuals.window_fill = role(Role::Surface);
    visuals.extreme_bg_color = role(Role::Surface);
    visuals.faint_bg_color = role(Role::AccentSoft);
    visuals.window_stroke = hairline;
    visuals.window_shadow = Shadow::NONE;
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 12, spread: 0, ..visuals.popup_shadow };
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    visuals.selection.bg_fill = role(Role::AccentSoft);
    visuals.selection.stroke = Stroke::new(1.0, role(Role::Accent));
    visuals.hyperlink_color = role(Role::Accent);
    visuals.warn_fg_color = role(Role::Warning);
    visuals.error_fg_color = role(Role::Warning);
    visuals.weak_text_color = Some(role(Role::InkSoft));
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.bg_stroke = hairline;
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, role(Role::Ink));
    widgets.noninteractive.bg_fill = role(Role::Panel);
    for widget in
        [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active, &mut widgets.open]
    {
        widget.fg_stroke = Stroke::new(1.0, role(Role::Ink));
        widget.corner_radius = CornerRadius::same(5);
        widget.bg_stroke = Stroke::new(1.0, role(Role::Edge));
        widget.expansion = 0.0;
    }
    widgets.inactive.bg_fill = role(Role::Surface);
    widgets.inactive.weak_bg_fill = role(Role::Surface);
    for widget in [&mut widgets.hovered, &mut widgets.active, &mut widgets.open] {
        widget.bg_fill = role(Role::AccentSoft);
        widget.weak_bg_fill = role(Role::AccentSoft);
        widget.bg_stroke = Stroke::new(1.0, role(Role::Accent));
    }
    visuals
}

/// What stands over the window and has the keys.
pub(super) fn modal(ctx: &Context, name: &str) -> egui::Modal {
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(FAR);
    egui::Modal::new(egui::Id::unique(name)).frame(frame)
}

/// A frame around whatever has the keyboard, wherever it is, as far as it is in sight. What marks a
/// part of the window frames that part itself.
pub(super) fn focused_ui(ctx: &Context) {
    const LEAST: f32 = 4.0;
    let Some(id) = ctx.memory(egui::Memory::focused) else { return };
    // To ask for its response would take the keyboard from it where the pointer was clicked elsewhere.
    let Some(widget) = ctx.viewport(|viewport| viewport.this_pass.widgets.get(id).copied()) else {
        return;
    };
    if widget.rect.width() < LEAST || widget.interact_rect.width() < LEAST {
        return;
    }
    let stroke = Stroke::new(1.0, ctx.global_style().visuals.hyperlink_color);
    let painter = ctx.layer_painter(widget.layer_id);
    let painter = painter.with_clip_rect(widget.interact_rect.expand(3.0));
    painter.rect_stroke(widget.rect.expand(2.0), 4.0, stroke, egui::StrokeKind::Outside);
}

/// A frame around what has the keyboard, for widgets that do not show it themselves.
pub(super) fn focus_ring(ui: &egui::Ui, response: &egui::Response) {
    if response.has_focus() {
        let stroke = Stroke::new(1.0, ui.visuals().hyperlink_color);
        ui.painter().rect_stroke(response.rect.expand(2.0), 4.0, stroke, egui::StrokeKind::Outside);
    }
}

/// Text in the bold face.
pub(super) fn bold(text: impl Into<String>) -> egui::RichText {
    egui::RichText::new(text).family(egui::FontFamily::Name(super::fonts::BOLD.into()))
}

/// Text that steps back behind other text.
pub(super) fn soft(text: impl Into<String>) -> egui::RichText {
    egui::RichText::new(text).weak()
}

/// A source's own words, in the italic face.
pub(super) fn quoted(text: impl Into<String>) -> egui::RichText {
    egui::RichText::new(text).family(egui::FontFamily::Name(super::fonts::ITALIC.into()))
}
